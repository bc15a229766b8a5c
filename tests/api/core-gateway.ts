// The cases' workflows without Temporal: the core in memory, its transitions written to the real records, repetitions known by their keys.

import type { CallOutcome, CaseCall, CaseGateway } from '../../api/case-gateway';
import type { ActAnswer, Advanced } from '../../case/advance';
import { advance, isRefused } from '../../case/advance';
import type { Case } from '../../case/case';
import { project } from '../../case/project';
import type { Records } from '../../records/database';
import type { Rules } from '../../process/rules';

export interface CoreGateway extends CaseGateway {
  /** Every call that reached a case, in order. */
  calls: CaseCall[];
  /** What the next call comes out as, instead of being carried out. */
  next: CallOutcome | null;
}

interface Live {
  rules: Rules;
  state: Case | null;
  answered: { key: string; digest: string; answer: ActAnswer }[];
  length: number;
}

export function createCoreGateway(records: Records, now: () => Date): CoreGateway {
  const live = new Map<string, Live>();

  async function perform(one: Live, { call }: CaseCall): Promise<CallOutcome> {
    const before = one.answered.find(({ key }) => key === call.key);
    if (before) return before.digest === call.digest ? { kind: 'answered', answer: before.answer } : { kind: 'key-reused' };
    const at = now().toISOString();
    const result = advance(one.rules, one.state, call.act, at);
    if (isRefused(result)) return { kind: 'refused', refusal: result.refusal };
    one.answered.push({ key: call.key, digest: call.digest, answer: result.answer });
    await write(one, result);
    return { kind: 'answered', answer: result.answer };
  }

  async function write(one: Live, result: Advanced): Promise<void> {
    const at = now().toISOString();
    one.state = result.case;
    one.length += 5;
    const journal = result.effects.flatMap((effect) => (effect.kind === 'journal' ? [effect.entry] : []));
    const transitions = [{ sequence: result.case.sequence, at, journal, notices: [] }];
    await records.record({ run: 0, length: one.length, state: result.case, row: project(one.rules, result.case), transitions });
  }

  const gateway: CoreGateway = {
    calls: [],
    next: null,
    open: (call, rules) => arrive(call, () => {
      const one = live.get(call.number) ?? { rules, state: null, answered: [], length: 0 };
      live.set(call.number, one);
      return perform(one, call);
    }),
    reopen: (call, rules, closed) => arrive(call, () => {
      const one = live.get(call.number) ?? { rules, state: closed.state, answered: [], length: 0 };
      live.set(call.number, one);
      return perform(one, call);
    }),
    async bounced(_agency, number, outcomes) {
      const one = live.get(number);
      const result = one?.state?.status === 'open' ? advance(one.rules, one.state, { type: 'told', outcomes }, now().toISOString()) : undefined;
      if (one && result && !isRefused(result)) await write(one, result);
    },
    act: (call) => arrive(call, async () => {
      const one = live.get(call.number);
      return one?.state?.status === 'open' ? perform(one, call) : { kind: 'not-running' };
    }),
  };

  function arrive(call: CaseCall, carryOut: () => Promise<CallOutcome>): Promise<CallOutcome> {
    gateway.calls.push(call);
    const { next } = gateway;
    gateway.next = null;
    return next ? Promise.resolve(next) : carryOut();
  }
  return gateway;
}
