import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { filesBelow, textOf } from '../deploy/documents.js';

const FOLDERS = ['docs', 'examples', 'test', 'deploy'];
const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', ...FOLDERS.flatMap(documentsBelow)];

/** Links of Markdown to files of this project: `[text](path#anchor)`. */
const LINK = /\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]*))?\)/g;
/** ADRs are named by their number. */
const NUMBERED = /\[ADR (\d+)\]\([^)]*?(\d{4})-[^)]*\)/g;

describe('a link of a document', () => {
  it.each(DOCUMENTS)('of %s leads to a file, and to a heading of it', (document) => {
    const nowhere = [...textOf(document).matchAll(LINK)].filter(([, path = '', anchor]) => {
      const target = path === '' ? document : normalize(join(dirname(document), path));
      if (!existsSync(new URL(`../../${target}`, import.meta.url))) return true;
      return anchor !== undefined && target.endsWith('.md') && !anchorsOf(textOf(target)).has(anchor);
    });
    expect(nowhere.map(([link]) => link)).toEqual([]);
  });

  it.each(DOCUMENTS)('of %s names an ADR by the number it has', (document) => {
    const mistaken = [...textOf(document).matchAll(NUMBERED)].filter(
      ([, named, number]) => Number(named) !== Number(number),
    );
    expect(mistaken.map(([link]) => link)).toEqual([]);
  });
});

function documentsBelow(folder: string): string[] {
  return filesBelow(folder).filter((path) => path.endsWith('.md') && !path.includes('node_modules'));
}

/** As hosts of Git name headings, and anchors of their own. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
  const named = [...text.matchAll(/id="([^"]+)"/g)].map(([, id = '']) => id);
  return new Set([...headings, ...named]);
}
