// Calls to the server this page came from. The token stands behind the # of the address it was opened with, which no browser sends.

const STORED = 'mathlode-token';

function token() {
  const given = location.hash.slice(1);
  if (given) {
    localStorage.setItem(STORED, given);
    history.replaceState(null, '', location.pathname);
  }
  return localStorage.getItem(STORED) ?? '';
}

const headers = {'X-Mathlode-Token': token()};

/** What the server says no to; `current` is the line somebody else wrote meanwhile, if that is why. */
export class Refused extends Error {
  constructor(status, answer) {
    super(answer.message ?? `the server answered ${status}`);
    this.status = status;
    this.current = answer.current;
  }
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, {...options, credentials: 'omit', redirect: 'error'});
  } catch {
    throw new Refused(0, {message: 'mathlode annotate does not answer: start it again and open the address it prints. What was saved is in the sheet.'});
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refused(response.status, answer);
  }
  return answer;
}

/** GET /api/`name` with these parameters. */
export function ask(name, parameters = {}) {
  return call(`/api/${name}?${new URLSearchParams(parameters)}`, {headers});
}

/** Saves a line of the sheet. */
export function decide(change) {
  return call('/api/verdict', {method: 'POST', headers: {...headers, 'Content-Type': 'application/json'}, body: JSON.stringify(change)});
}
