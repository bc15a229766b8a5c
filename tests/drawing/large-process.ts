// A process larger and more tangled than any that is shipped, for the drawing: long titles, ways to and fro, many alerts.

import type { Process, Texts } from '../../process/process';
import { compileProcess } from '../../language/compile';

const STAGES = 9;
const LONG = 'A title that is rather longer than titles are, as agencies do write them when they are in doubt';

const stage = (n: number): string => `
  stage_${n}:
    title: Stage ${n}${n % 3 === 0 ? ` – ${LONG}` : ''}
    tasks:
${Array.from({ length: (n * 7) % 5 + 1 }, (_, i) => `      task_${n}_${i}:
        title: Task ${i}${i % 2 === 1 ? ` ${LONG}` : ''}
        who: worker
        must_answer: [answer_${n}]
        due: ${i + 1} working days`).join('\n')}
    next:
${waysOf(n)}`;

/** On, two stages on, back to the second, and closed. */
function waysOf(n: number): string {
  const ways = [
    ...(n + 2 <= STAGES ? [`      - when: answer_${n} is b\n        to: stage_${n + 2}`] : []),
    ...(n > 2 ? [`      - when: answer_${n} is c\n        to: stage_${n - 2}`, `      - when: answer_${n} is d and not answered(answer_1)\n        to: stage_2`] : []),
    `      - when: answer_${n} is e\n        close: ${n % 2 === 0 ? 'moved_away' : 'resolved'}`,
  ];
  return [...ways, n < STAGES ? `      - to: stage_${n + 1}` : '      - close: resolved'].join('\n');
}

const field = (n: number): string => `
  answer_${n}:
    title: ${n % 2 === 0 ? 'What came of it?' : 'The outcome of this part of the work'}
    type: one_of
    options:
      a: On
      b: Further on
      c: Back
      d: Back to the beginning, because nothing that was begun has come to anything
      e: Ended`;

const numbers = Array.from({ length: STAGES }, (_, i) => i + 1);

const YAML = `process: large
title: ${LONG} & <more> "so"
language: en
roles:
  worker:
    title: Worker
    owns_case: true
    supervised_by: chief
  chief:
    title: Chief
fields:${numbers.map(field).join('')}
stages:${numbers.map(stage).join('')}
reviews:
  review:
    title: Review
    who: worker
    must_answer: [answer_1]
    first: 2 weeks
    every: 1 month
alerts:
  alarm:
    title: Alarm
    raise_when: answer_1 is e
    raised_by: [worker]
    acknowledge:
      - { who: chief, within: 1 hour }
      - { who: chief, within: 2 hours }
    resolve:
      who: chief
      must_answer: [answer_1]
closure:
  reasons:
    resolved: Resolved
    moved_away: Moved away
`;

/** Compiled anew at each call; throws where the language refuses it. */
export function largeProcess(): { process: Process; texts: Record<string, Texts> } {
  const { process, texts, problems } = compileProcess({ path: 'processes/large.yaml', text: YAML });
  if (!process) throw new Error(JSON.stringify(problems.slice(0, 3), null, 1));
  return { process, texts };
}
