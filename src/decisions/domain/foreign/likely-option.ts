/** Words that other libraries use for the options, and that authors may write by habit. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  timeoutMs: [
    'timeout',
    'timeoutseconds',
    'timeoutmillis',
    'timeoutmilliseconds',
    'steptimeout',
    'steptimeoutms',
    'maxtimems',
  ],
  attempts: ['attempt', 'maxattempts', 'retries', 'retry', 'maxretries', 'retrycount'],
  run: ['execute', 'handler', 'perform'],
  steps: ['stages'],
  parse: ['validate', 'parseproblem'],
};

/** A shorter word is one typing mistake away from too many others. */
const MIN_LENGTH = 4;
const MAX_MISTAKES = 2;

/** The option that was probably meant by `name`, which is not one; `null` for a property of the author's own. */
export function likelyOption(name: string, options: readonly string[]): string | null {
  const word = plain(name);
  const isMeant = (option: string) =>
    word === plain(option) ||
    OTHER_WORDS[option]?.includes(word) === true ||
    (option.length >= MIN_LENGTH &&
      mistakes(word, plain(option)) <= Math.min(MAX_MISTAKES, Math.floor(option.length / 3)));
  return options.find(isMeant) ?? null;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** How many characters must be added, dropped or replaced to turn one word into the other (Levenshtein, 1965). */
function mistakes(from: string, to: string): number {
  let row = Array.from(to, (_letter, nth) => nth + 1);
  let distance = to.length;
  for (const [nth, letter] of Array.from(from).entries()) {
    let diagonal = nth;
    distance = nth + 1;
    row = row.map((above, column) => {
      const replaced = diagonal + (letter === to[column] ? 0 : 1);
      diagonal = above;
      distance = Math.min(replaced, above + 1, distance + 1);
      return distance;
    });
  }
  return distance;
}
