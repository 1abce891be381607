// The list of domains: thousands of lines, of which only those in sight are elements.

import {ask} from './api.mjs';
import {bar, element, number, percent, rough, tag} from './elements.mjs';

const HEIGHT = 50;
const BLOCK = 100;

export class DomainList {
  /** `chosen` is called with a row whenever another one is selected. */
  constructor(list, chosen) {
    this.list = list;
    this.spacer = list.querySelector('.spacer');
    this.chosen = chosen;
    this.filter = {};
    this.clear();
    list.addEventListener('scroll', () => this.draw(), {passive: true});
    new ResizeObserver(() => this.draw()).observe(list);
  }

  clear() {
    this.blocks = new Map();
    this.total = 0;
    this.index = 0;
    this.epoch = (this.epoch ?? 0) + 1;
  }

  /** Shows other domains and selects the one called `name`, if it is among the first, else the first. */
  async show(filter, name) {
    this.filter = filter;
    this.clear();
    const first = await this.block(0);
    if (!first) {
      return;
    }
    this.list.scrollTop = 0;
    await this.select(Math.max(0, first.findIndex(row => row.domain === name)));
  }

  /** Reads again what is in sight: verdicts have changed. */
  async refresh() {
    this.blocks.clear();
    this.epoch++;
    await this.block(Math.floor(this.index / BLOCK));
    this.draw();
  }

  async block(n) {
    if (!this.blocks.has(n)) {
      const epoch = this.epoch;
      this.blocks.set(n, ask('domains', {...this.filter, offset: n * BLOCK, limit: BLOCK}).then(answer => {
        if (epoch !== this.epoch) {
          return undefined;
        }
        this.total = answer.total;
        this.blocks.set(n, answer.rows);
        this.draw();
        return answer.rows;
      }));
    }
    return this.blocks.get(n);
  }

  async row(i) {
    const rows = await this.block(Math.floor(i / BLOCK));
    return rows?.[i % BLOCK];
  }

  async select(i) {
    if (this.total === 0) {
      this.draw();
      this.chosen(undefined);
      return;
    }
    this.index = Math.min(Math.max(i, 0), this.total - 1);
    const top = this.index * HEIGHT;
    if (top < this.list.scrollTop) {
      this.list.scrollTop = top;
    } else if (top + HEIGHT > this.list.scrollTop + this.list.clientHeight) {
      this.list.scrollTop = top + HEIGHT - this.list.clientHeight;
    }
    this.draw();
    const index = this.index;
    const row = await this.row(index);
    if (index === this.index) {
      this.chosen(row);
    }
  }

  /** Selects the next domain below without a verdict. */
  async next() {
    for (let i = this.index + 1; i < this.total; i++) {
      const row = await this.row(i);
      if (!row) {
        return;
      }
      if (Object.keys(row.verdicts).length === 0) {
        await this.select(i);
        return;
      }
    }
  }

  draw() {
    this.spacer.style.height = `${this.total * HEIGHT}px`;
    const first = Math.max(0, Math.floor(this.list.scrollTop / HEIGHT) - 3);
    const last = Math.min(this.total, Math.ceil((this.list.scrollTop + this.list.clientHeight) / HEIGHT) + 3);
    const rows = [];
    for (let i = first; i < last; i++) {
      const block = this.blocks.get(Math.floor(i / BLOCK));
      if (block === undefined) {
        this.block(Math.floor(i / BLOCK)).catch(() => {});
      }
      rows.push(this.line(i, Array.isArray(block) ? block[i % BLOCK] : undefined));
    }
    this.spacer.replaceChildren(...rows);
    if (rows.length) {
      this.list.setAttribute('aria-activedescendant', `domain-${this.index}`);
    } else {
      this.list.removeAttribute('aria-activedescendant');
    }
  }

  line(i, row) {
    const line = element('div', 'row');
    line.id = `domain-${i}`;
    line.setAttribute('role', 'option');
    line.setAttribute('aria-selected', String(i === this.index));
    line.setAttribute('aria-setsize', String(this.total));
    line.setAttribute('aria-posinset', String(i + 1));
    line.style.top = `${i * HEIGHT}px`;
    line.addEventListener('click', () => this.select(i));
    if (row) {
      const head = element('div', 'head', element('span', 'name', row.domain));
      head.append(...Object.entries(row.verdicts).map(([verdict, n]) => tag(verdict, n > 1 ? `${verdict} ${n}` : verdict)));
      line.append(head, element('div', 'facts', bar(row.share), percent(row.share), `${number(row.uncollected)} of ${number(row.pages)} open`,
        `~${rough(row.tokens)} tok`, row.language === 'und' ? '' : row.language));
      line.title = row.domain;
    }
    return line;
  }
}
