// Elements whose content is always text.

/** An element with text and other elements inside. */
export function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  for (const part of content) {
    made.append(typeof part === 'string' && made.childNodes.length ? span(part) : part);
  }
  return made;
}

function span(text) {
  const made = document.createElement('span');
  made.textContent = text;
  return made;
}

/** 1234567 as 1,234,567. */
export function number(n) {
  return (n ?? 0).toLocaleString('en-US');
}

/** 1234567 as 1.2M. */
export function rough(n) {
  return new Intl.NumberFormat('en-US', {notation: 'compact', maximumSignificantDigits: 3}).format(n ?? 0);
}

/** 0.1234 as 12 %. */
export function percent(share) {
  return `${share > 0 && share < 0.1 ? (100 * share).toFixed(1) : Math.round(100 * share)} %`;
}

/** A bar of how much was collected. */
export function bar(share) {
  const made = element('span', 'bar');
  made.style.backgroundSize = `${Math.round(100 * share)}% 100%`;
  made.setAttribute('role', 'img');
  made.setAttribute('aria-label', `${percent(share)} collected`);
  return made;
}

/** A verdict, or what stands in its place. */
export function tag(kind, text) {
  return element('span', `tag ${kind}`, text);
}
