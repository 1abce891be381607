// Text of a page with its formulas drawn. Everything a page says is set as text; only KaTeX makes elements, of formulas, and may not make links, images or HTML.

import katex from '/katex/katex.mjs';

const MOST_FORMULA = 2000;
const MOST_MILLIS = 250;
const FORMULA = /\\\$|\$\$((?:[^$\\]|\\[\s\S])+?)\$\$|\$((?:[^$\\\n]|\\[^\n])+?)\$/g;
const SETTINGS = {throwOnError: true, trust: false, strict: 'ignore', maxExpand: 200, maxSize: 12, output: 'htmlAndMathml'};

/** Fills `element` with text whose formulas stand between $ or $$; money is \$. */
export function showText(element, text) {
  element.replaceChildren();
  const until = performance.now() + MOST_MILLIS;
  let from = 0;
  for (const found of text.matchAll(FORMULA)) {
    const display = found[1] !== undefined;
    // a displayed formula makes its own lines
    const before = text.slice(from, found.index);
    element.append(display ? before.replace(/\s+$/, '') : before);
    from = found.index + found[0].length;
    while (display && /\s/.test(text.charAt(from))) {
      from++;
    }
    if (found[0] === '\\$') {
      element.append('$');
    } else {
      element.append(formula(found[1] ?? found[2], display, found[0], until));
    }
  }
  element.append(text.slice(from));
}

function formula(latex, display, source, until) {
  const span = document.createElement('span');
  if (latex.length <= MOST_FORMULA && performance.now() < until) {
    try {
      katex.render(latex, span, {...SETTINGS, displayMode: display});
      span.className = display ? 'display' : '';
      return span;
    } catch {
      // what is no LaTeX is shown as it stands
    }
  }
  span.className = 'raw';
  span.textContent = source;
  return span;
}
