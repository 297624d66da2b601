interface GroupSheet {
  readonly title: string;
  readonly lines: readonly string[];
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Prints the list of a group: a table with an empty cell to tick who came. Black on white, in a frame of its own. */
export function printGroup({ title, lines, heads, rows }: GroupSheet): void {
  const frame = document.createElement('iframe');
  frame.setAttribute('aria-hidden', 'true');
  frame.style.cssText = 'position:fixed;width:0;height:0;border:0';
  document.body.append(frame);
  const page = frame.contentDocument;
  if (!page) return;
  const add = <Tag extends keyof HTMLElementTagNameMap>(
    parent: HTMLElement,
    tag: Tag,
    text = '',
    style = '',
  ): HTMLElementTagNameMap[Tag] => {
    const element = page.createElement(tag);
    element.textContent = text;
    element.style.cssText = style;
    parent.append(element);
    return element;
  };
  page.title = title;
  page.body.style.cssText = 'font:12pt "Inter Variable",sans-serif;color:#000;background:#fff';
  add(page.body, 'h1', title, 'font-size:18pt;margin:0 0 4pt');
  for (const line of lines) add(page.body, 'p', line, 'margin:0 0 4pt');
  const table = add(page.body, 'table', '', 'width:100%;border-collapse:collapse;margin-top:10pt');
  const cell = 'border:1px solid #000;padding:4pt 6pt;text-align:left;vertical-align:top';
  const head = add(table, 'tr');
  add(head, 'th', '№', cell);
  for (const text of heads) add(head, 'th', text, cell);
  rows.forEach((row, index) => {
    const line = add(table, 'tr');
    add(line, 'td', String(index + 1), cell);
    for (const text of row) add(line, 'td', text, cell);
    add(line, 'td', '', `${cell};width:24mm`);
  });
  const view = frame.contentWindow;
  view?.addEventListener('afterprint', () => frame.remove(), { once: true });
  view?.focus();
  view?.print();
}
