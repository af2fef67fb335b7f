import type { Analysis } from '../analysis/analysis.js';
import type { Sections } from './explanation/explanation.js';
import { scoreText } from './explanation/scores-in-words.js';
import type { Findings } from './findings/result.js';
import { figure } from './explanation/wording.js';

const SHOWN_ALTERNATIVES = 20;

/** The explanation as Markdown (CommonMark with tables). */
export function toMarkdown(sections: Sections, findings: Findings, analysis: Analysis): string {
  const { verdict, reasons, changes, cautions } = sections;
  const parts = [
    `**${escaped(verdict[0] ?? '')}** ${escaped(verdict.slice(1).join(' '))}`.trim(),
    rankingTable(findings),
    heading('Why', paragraph(reasons), headToHeadTable(findings, analysis)),
    heading('What would change it', bullets(changes)),
    heading('What to beware of', bullets(cautions)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function heading(title: string, ...content: readonly string[]): string {
  const filled = content.filter((part) => part !== '');
  return filled.length === 0 ? '' : [`## ${title}`, ...filled].join('\n\n');
}

function paragraph(sentences: readonly string[]): string {
  return escaped(sentences.join(' '));
}

function bullets(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${escaped(sentence)}`).join('\n');
}

function rankingTable({ ranking }: Findings): string {
  const rows = ranking
    .slice(0, SHOWN_ALTERNATIVES)
    .map(({ rank, alternative, score }) => [
      String(rank),
      alternative,
      ...(score === null ? [] : [figure(score)]),
    ]);
  const head = ['Rank', 'Alternative', ...(ranking[0]?.score == null ? [] : ['Score'])];
  return rows.length < 2 ? '' : table(head, rows);
}

function headToHeadTable(
  { head_to_head, recommended, runner_up, weights }: Findings,
  analysis: Analysis,
): string {
  if (head_to_head.length === 0) return '';
  const rows = head_to_head.map(({ criterion, score, runner_up_score, difference }) => [
    criterion,
    figure(weights.used[criterion] ?? 0),
    scoreText(score, criterion, analysis),
    scoreText(runner_up_score, criterion, analysis),
    figure(difference),
  ]);
  return table(['Criterion', 'Weight', recommended ?? '', runner_up ?? '', 'Gain'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')).replaceAll('\\', ''), ...rows.map(line)].join('\n');
}

/** Names may contain anything; nothing in them may be read as markup. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|~#&!]/g, '\\$&');
}
