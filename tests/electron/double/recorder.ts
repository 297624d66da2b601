/** A function that remembers its calls and answers what a test told it to. */
export interface Recorder<Args extends unknown[], Result> {
  (...args: Args): Result;
  calls: Args[];
  answer: (...args: Args) => Result;
}

/** Makes a recorder that answers by `answer` until a test replaces it. */
export function createRecorder<Args extends unknown[], Result>(
  answer: (...args: Args) => Result,
): Recorder<Args, Result> {
  const recorder = Object.assign(
    (...args: Args): Result => {
      recorder.calls.push(args);
      return recorder.answer(...args);
    },
    { calls: [] as Args[], answer },
  );
  return recorder;
}
