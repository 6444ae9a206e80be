// Without this the tables are as they were written, and definitions open one by one.
for (const heading of document.querySelectorAll('.sortable th[scope=col]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.append(...heading.childNodes);
  heading.append(button);
  button.addEventListener('click', () => {
    const body = heading.closest('table').tBodies[0], column = heading.cellIndex, isNumber = heading.align === 'right';
    const was = heading.ariaSort, sign = (was ? was === 'descending' : !isNumber) ? 1 : -1; // numbers begin with the largest
    for (const other of heading.parentNode.cells) other.ariaSort = null;
    heading.ariaSort = sign > 0 ? 'ascending' : 'descending';
    const text = row => row.cells[column].textContent;
    const number = row => parseFloat((text(row).match(/-?\d[\d,]*(\.\d+)?/) ?? [''])[0].replaceAll(',', ''));
    const isOut = row => isNumber ? isNaN(number(row)) : text(row) === ''; // what is not known comes last
    const compare = (a, b) => isNumber ? number(a) - number(b) : text(a).localeCompare(text(b), document.documentElement.lang, { numeric: true });
    body.append(...[...body.rows].sort((a, b) => isOut(a) - isOut(b) || (isOut(a) ? 0 : sign * compare(a, b))));
  });
}
// Paper cannot be unfolded; of the figures it shows those that the reader unfolded.
addEventListener('beforeprint', () => document.querySelectorAll('#definitions details').forEach(d => { d.open = true; }));
