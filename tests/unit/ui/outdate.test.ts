import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { beforeEach, describe, expect, test } from 'vitest';
import { outdater } from '../../../src-renderer/api/outdate.ts';

const queryKey = ['journal', 'day'];

describe('answers that a change makes old', () => {
  let client: QueryClient;
  let outdate: ReturnType<typeof outdater>;
  let asked: ((answer: string) => void)[];
  const queryFn = (): Promise<string> => new Promise((resolve) => asked.push(resolve));
  const answer = async (index: number, text: string): Promise<void> => {
    asked[index]!(text);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  const isOld = (): boolean | undefined => client.getQueryState(queryKey)?.isInvalidated;

  beforeEach(() => {
    client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
    outdate = outdater(client);
    asked = [];
  });

  test('an answer read ahead, asked for before the change and given after it, is old on arrival', async () => {
    const ahead = client.prefetchQuery({ queryKey, queryFn });
    outdate({ queryKey });
    await answer(0, 'before the change');
    await ahead;
    expect(isOld()).toBe(true);
  });

  test('a screen that waits for its first answer reads it again', async () => {
    const observer = new QueryObserver(client, { queryKey, queryFn });
    const leave = observer.subscribe(() => {});
    outdate();
    await answer(0, 'before the change');
    expect(asked).toHaveLength(2);
    await answer(1, 'after it');
    expect(observer.getCurrentResult().data).toBe('after it');
    expect(isOld()).toBe(false);
    leave();
  });

  test('a screen with an answer reads once, not twice', async () => {
    const observer = new QueryObserver(client, { queryKey, queryFn });
    const leave = observer.subscribe(() => {});
    await answer(0, 'first');
    outdate();
    outdate();
    await answer(2, 'after both');
    expect(asked).toHaveLength(3);
    expect(observer.getCurrentResult().data).toBe('after both');
    expect(isOld()).toBe(false);
    leave();
  });

  test('what is asked for after the change, and what it does not touch, stays fresh', async () => {
    const other = client.prefetchQuery({ queryKey: ['rooms'], queryFn });
    outdate({ queryKey });
    const later = client.prefetchQuery({ queryKey, queryFn });
    await answer(0, 'rooms');
    await answer(1, 'day');
    await Promise.all([other, later]);
    expect(isOld()).toBe(false);
    expect(client.getQueryState(['rooms'])?.isInvalidated).toBe(false);
  });

  test('a guess written by hand meanwhile does not count as the answer', async () => {
    const ahead = client.prefetchQuery({ queryKey, queryFn });
    outdate({ queryKey });
    client.setQueryData(queryKey, 'a guess');
    await answer(0, 'before the change');
    await ahead;
    expect(isOld()).toBe(true);
  });
});
