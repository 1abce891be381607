// The path tree of a domain: prefixes in their order, indented below the ones that contain them.

import {bar, element, number, percent, rough, tag} from './elements.mjs';

/** Prefixes of a domain: those the run counted, those with a verdict and those typed, sorted; each with its depth. */
export function pathsOf(domain, typed) {
  const rows = new Map(domain.paths.map(row => [row.path_prefix, {prefix: row.path_prefix, counted: row}]));
  const at = prefix => {
    if (!rows.has(prefix)) {
      rows.set(prefix, {prefix});
    }
    return rows.get(prefix);
  };
  at('/');
  typed.forEach(at);
  domain.earlier.forEach(line => { at(line.prefix).earlier = line; });
  domain.lines.forEach(line => { at(line.prefix).line = line; });
  domain.gave.forEach(row => { if (rows.has(row.path_prefix)) { at(row.path_prefix).gave = row; } });
  const sorted = [...rows.values()].sort((one, other) => one.prefix < other.prefix ? -1 : one.prefix > other.prefix ? 1 : 0);
  const around = [];
  for (const row of sorted) {
    while (around.length && !row.prefix.startsWith(around.at(-1))) {
      around.pop();
    }
    row.depth = around.length;
    row.inside = around.at(-1) ?? '';
    around.push(row.prefix);
  }
  return sorted;
}

/** Where to look first: the undecided suggestion that adds most, else the largest suggestion, else the whole domain. */
export function firstPath(rows) {
  let best = 0;
  rows.forEach((row, i) => {
    const adds = row.line?.verdict ? 0 : row.counted?.adds ?? 0;
    if (adds > (rows[best].line?.verdict ? 0 : rows[best].counted?.adds ?? 0)) {
      best = i;
    }
  });
  return best;
}

/** The line of a prefix. */
export function pathLine(row) {
  const line = element('div', 'row');
  line.setAttribute('role', 'option');
  line.style.paddingInlineStart = `${0.75 + Math.min(row.depth, 6) * 0.9}rem`;
  const head = element('div', 'head', element('bdi', 'name', row.depth > 1 ? '…' + row.prefix.slice(row.inside.length) : row.prefix));
  head.firstChild.title = row.prefix;
  if (row.line) {
    head.append(row.line.verdict ? tag(row.line.verdict, row.line.verdict) : tag('undecided', 'undecided'));
  } else if (row.earlier) {
    head.append(tag('earlier', `earlier: ${row.earlier.verdict}`));
  } else if (row.counted?.suggestion === 'math') {
    head.append(tag('tip', `math? +${number(row.counted.adds)}`));
  } else if (row.counted?.suggestion) {
    head.append(tag('tip', `${row.counted.suggestion}?`));
  }
  line.append(head);
  const counted = row.counted;
  if (counted) {
    line.append(element('div', 'facts', bar(counted.share), percent(counted.share), `${number(counted.uncollected)} of ${number(counted.pages)} open`,
      `~${rough(counted.uncollected_tokens)} tok`, `formulas ${percent(counted.formula_share)}`,
      `log-odds ${counted.log_odds_p10} / ${counted.log_odds_p50} / ${counted.log_odds_p90}`));
  } else {
    line.append(element('div', 'facts', 'not counted'));
  }
  if (row.gave) {
    const gave = row.gave;
    line.append(element('div', 'facts', `gave ${number(gave.positives)} positives${gave.capped ? ` (cap per ${gave.capped})` : ''}`,
      `collected ${number(gave.collected_before)} → ${number(gave.collected_now)} of ${number(gave.pages)}`));
  }
  if (row.line?.note) {
    const note = element('div', 'facts', row.line.note);
    note.dir = 'auto';
    line.append(note);
  }
  return line;
}
