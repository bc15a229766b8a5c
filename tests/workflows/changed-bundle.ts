// A core that sends one notice more than the shipped one did, in workflows that replay without a complaint: only the digests tell.

import { advance, isRefused, nextWake } from '../../case/advance';
import { project } from '../../case/project';
import { createCaseWorkflow } from '../../workflows/case-workflow';

export * from './replay-bundle';

export const caseWorkflow = createCaseWorkflow({
  advance: (rules, before, event, at) => {
    const result = advance(rules, before, event, at);
    if (isRefused(result) || event.type !== 'time') return result;
    return { ...result, effects: [...result.effects, ...result.effects.filter(({ kind }) => kind === 'notice')] };
  },
  nextWake,
  project,
});
