/** How far a head is pulled before it is a drag and not a press, in pixels. */
const THRESHOLD = 6;

/**
 * Lets a column head be pulled sideways; `onDrop` hears by how many columns it was pulled.
 *
 * Only a transform moves while it is pulled; Esc puts it back, and the press that ends a drag is no click.
 */
export function dragHead(start: PointerEvent, head: HTMLElement, width: number, onDrop: (steps: number) => void): void {
  let isPulled = false;
  let dx = 0;
  const move = (event: PointerEvent): void => {
    dx = event.clientX - start.clientX;
    if (!isPulled && Math.abs(dx) < THRESHOLD) return;
    isPulled = true;
    head.classList.add('jg-h-lifted');
    head.style.transform = `translateX(${dx}px)`;
  };
  const end = (isDropped: boolean): void => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', cancel);
    window.removeEventListener('keydown', key, true);
    head.classList.remove('jg-h-lifted');
    head.style.transform = '';
    if (!isPulled) return;
    const swallow = (event: Event): void => {
      event.stopPropagation();
      event.preventDefault();
    };
    head.addEventListener('click', swallow, { capture: true, once: true });
    // The click comes right after the release, or not at all.
    setTimeout(() => head.removeEventListener('click', swallow, { capture: true }), 0);
    const steps = Math.round(dx / width);
    if (isDropped && steps !== 0) onDrop(steps);
  };
  const up = (): void => end(true);
  const cancel = (): void => end(false);
  const key = (event: KeyboardEvent): void => {
    if (event.code !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    end(false);
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', up);
  window.addEventListener('pointercancel', cancel);
  window.addEventListener('keydown', key, true);
}
