// The sample pages of a path: cards with score, n-grams and the beginning of the text.

import {showText} from './formulas.mjs';
import {element, number} from './elements.mjs';

const FIRST = 900;

/** The cards in order; the first is selected. */
export function showPages(list, samples) {
  const cards = [...samples.uncollected, ...samples.collected].map(page => card(page));
  list.replaceChildren(...(cards.length ? cards : [element('p', 'empty', 'No sample pages were prepared under this prefix.')]));
  list.scrollTop = 0;
  return cards;
}

function card(page) {
  const kind = page.collected ? 'collected' : 'uncollected';
  const box = element('article', 'page');
  box.setAttribute('role', 'option');
  const text = element('div', 'text');
  text.dir = 'auto';
  text.lang = {zho: 'zh', jpn: 'ja', kor: 'ko', eng: 'en'}[page.language] ?? '';
  const title = element('h3', '', page.title || page.path);
  title.dir = 'auto';
  box.append(
    element('p', 'facts', element('span', `kind ${kind}`, kind), `log-odds ${page.log_odds.toFixed(2)}`, `probability ${page.score.toFixed(3)}`,
      `${number(page.tokens)} tokens`, `${number(page.formula_count)} formulas`, page.language ?? ''),
    title, element('p', 'url', page.url), text, grams(page.ngrams ?? []));
  let shown = '';
  box.fill = open => {
    const part = open ? page.text : page.text.slice(0, FIRST);
    if (shown !== part) {
      shown = part;
      showText(text, part + (page.characters > part.length ? ' …' : ''));
    }
    box.classList.toggle('open', open);
  };
  box.fill(false);
  return box;
}

function grams(ngrams) {
  const list = element('ul', 'grams');
  list.setAttribute('aria-label', 'n-grams that weighed most');
  list.append(...ngrams.map(one =>
    element('li', one.contribution > 0 ? 'for' : 'against', `${one.ngram} ${one.contribution > 0 ? '+' : '−'}${Math.abs(one.contribution).toFixed(2)}`)));
  return list;
}
