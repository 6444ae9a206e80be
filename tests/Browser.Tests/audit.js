// What a person would stumble over: runs in the page and returns a line for each finding.
() => {
  const found = [];
  const say = (what, element) => found.push(`${what}: <${element.tagName.toLowerCase()}> ${(element.textContent || '').trim().slice(0, 60)}`);
  const isShown = element => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;

  // WCAG 2.2: relative luminance and contrast.
  const parse = color => { const m = color.match(/[\d.]+/g).map(Number); return { r: m[0], g: m[1], b: m[2], a: m[3] ?? 1 }; };
  const over = (top, below) => ({ r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1 });
  const linear = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const luminance = c => 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
  const contrast = (a, b) => { const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const canvas = isDark ? { r: 18, g: 18, b: 18, a: 1 } : { r: 255, g: 255, b: 255, a: 1 };
  const groundOf = element => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
    return layers.reduceRight((below, top) => over(top, below), canvas);
  };
  const fillOf = shape => {
    const style = getComputedStyle(shape);
    if (style.fill === 'none' || style.fill.startsWith('url')) return { r: 0, g: 0, b: 0, a: 0 };
    const fill = parse(style.fill);
    return { ...fill, a: fill.a * style.fillOpacity * style.opacity };
  };
  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('script,style,title,desc') || !isShown(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const style = getComputedStyle(element), svg = element.closest('svg');
    let ground = groundOf(svg ? svg.parentElement : element), color = parse(style.color);
    if (svg) {
      color = fillOf(element);
      const x = box.left + box.width / 2, y = box.top + box.height / 2;
      for (const rect of svg.querySelectorAll('rect')) {
        if (!(rect.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
        const r = rect.getBoundingClientRect();
        if (r.left <= x && x <= r.right && r.top <= y && y <= r.bottom) ground = over(fillOf(rect), ground);
      }
    }
    texts++;
    const size = parseFloat(style.fontSize), isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratio = contrast(over(color, ground), ground);
    if (ratio < (isLarge ? 3 : 4.5)) say(`contrast ${ratio.toFixed(2)}`, element);
    if (svg) {
      const frame = svg.getBoundingClientRect();
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) say('cut off by its picture', element);
    }
  }
  // Two words of a picture in one place can be read by nobody. Turned words are compared as they lie; letters do not fill the height of their line.
  const cornersOf = text => {
    const { x, y, width, height } = text.getBBox(), onScreen = text.getScreenCTM();
    return [[x, y + height / 5], [x + width, y + height / 5], [x + width, y + 0.8 * height], [x, y + 0.8 * height]].map(([px, py]) => new DOMPoint(px, py).matrixTransform(onScreen));
  };
  const overlap = (a, b) => Math.min(...[a, b].flatMap(box => [0, 1].map(side => {
    const dx = box[side + 1].x - box[side].x, dy = box[side + 1].y - box[side].y, length = Math.hypot(dx, dy) || 1;
    const [p, q] = [a, b].map(corners => corners.map(c => (c.x * dx + c.y * dy) / length));
    return Math.min(Math.max(...p), Math.max(...q)) - Math.max(Math.min(...p), Math.min(...q));
  })));
  let pairs = 0;
  for (const svg of document.querySelectorAll('svg')) {
    if (!isShown(svg)) continue;
    const labels = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim()).map(t => ({ t, box: cornersOf(t) }));
    labels.forEach((a, i) => labels.slice(i + 1).forEach(b => {
      pairs++;
      const over = overlap(a.box, b.box);
      if (over > 1) say(`${over.toFixed(0)} pixels over "${b.t.textContent.trim().slice(0, 40)}" in "${(svg.getAttribute('aria-label') ?? '').slice(0, 40)}"`, a.t);
    }));
  }
  if (pairs < 200) found.push(`only ${pairs} pairs of texts were compared`);
  if (texts < 200) found.push(`only ${texts} texts were looked at`);

  for (const control of document.querySelectorAll('a,button,summary')) if (!control.textContent.trim() && !control.ariaLabel) say('no name', control);
  for (const svg of document.querySelectorAll('svg')) {
    const named = svg.getAttribute('aria-labelledby')?.split(' ').map(id => document.getElementById(id)?.textContent ?? '').join('');
    if (svg.getAttribute('role') !== 'img' || !(named || svg.getAttribute('aria-label') || svg.querySelector(':scope > title')?.textContent)) say('no label', svg);
  }
  for (const table of document.querySelectorAll('table')) {
    for (const head of table.tHead.rows[0].cells) if (head.tagName !== 'TH' || head.scope !== 'col' || !head.textContent.trim()) say('no heading', head);
    if (![...table.tBodies[0].rows].every(row => row.cells.length === table.tHead.rows[0].cells.length)) say('ragged', table);
  }
  for (const region of document.querySelectorAll('[role=region]')) if (!region.ariaLabel) say('no label', region);
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  for (const id of ids.filter((id, i) => ids.indexOf(id) !== i)) found.push('twice: #' + id);
  for (const link of document.querySelectorAll('a')) if (!document.getElementById(link.hash.slice(1))) say('leads nowhere', link);

  // Nothing wider than the page; what is wider than its box is in a box that moves.
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) {
    found.push(`the page is ${page.scrollWidth} wide in ${page.clientWidth}`);
    for (const e of document.body.querySelectorAll('*')) if (isShown(e) && !e.closest('.scroll') && e.getBoundingClientRect().right > page.clientWidth + 1) say('too wide', e);
  }
  return found;
}
