// Compares what came in a scenario with what it expects, and says the difference in its own words.

import { bySoonest } from '../case/view';
import { project } from '../case/project';
import { dayOf, localDate, localTime } from '../process/days';
import type { Instant } from '../process/time';
import type { Expectation, Scenario, ScenarioFailure } from './scenario';
import type { DeliveredNotice, VirtualCase } from './virtual-case';

/** A scenario in the course of being run. */
export interface ScenarioRun {
  scenario: Scenario;
  virtual: VirtualCase;
  /** How much of the journal and of the notices has been looked at by expectations before. */
  seen: { journal: number; notices: number };
  /** Rules that have stood against an act. */
  stoodAgainst: Set<string>;
}

export function checkExpectation(run: ScenarioRun, expected: Expectation): ScenarioFailure[] {
  const { case: state } = run.virtual;
  if (!state) return [{ line: expected.line, expected: 'a case', came: 'none was opened' }];
  return [
    ...plain(expected.line, 'stage', expected.stage, state.stage.id),
    ...plain(expected.line, 'status', expected.status, state.status),
    ...plain(expected.line, 'closed as', expected.closed_as, state.closed?.reason ?? 'not closed'),
    ...openThings(run, expected),
    ...notices(run, expected),
    ...alerts(run, expected),
    ...journal(run, expected),
  ];
}

const plain = (line: number, what: string, expected: string | undefined, came: string): ScenarioFailure[] =>
  expected === undefined || expected === came ? [] : [{ line, expected: `${what} ${expected}`, came: `${what} ${came}` }];

/** `initial_assessment.2` is expected by its task's id. */
const plainId = (id: string): string => id.replace(/(\.\d+)+$/, '');

function openThings({ virtual }: ScenarioRun, { open, line }: Expectation): ScenarioFailure[] {
  if (!open || !virtual.case) return [];
  const items = project(virtual.rules, virtual.case).items.filter((item) => item.kind !== 'alert').sort(bySoonest);
  const came = items.map((item) => plainId(item.id));
  const wanted = open.map((one) => one.of);
  if ([...came].sort().join() !== [...wanted].sort().join()) {
    return [{ line, expected: `open: ${wanted.join(', ') || 'nothing'}`, came: `open: ${came.join(', ') || 'nothing'}` }];
  }
  return open.flatMap((one) => {
    if (one.due === undefined) return [];
    const dueAt = items.find((item) => plainId(item.id) === one.of)?.dueAt ?? null;
    const said = sayDue(virtual, dueAt, one.due);
    return said === one.due ? [] : [{ line: one.line, expected: `${one.of} due ${one.due ?? 'none'}`, came: `due ${said ?? 'none'}` }];
  });
}

/** As a day where a day was expected, else as local time to the minute. */
function sayDue({ rules }: VirtualCase, dueAt: Instant | null, like: string | null): string | null {
  if (dueAt === null) return null;
  return like !== null && like.length === 10 ? dayOf(rules.calendar, dueAt) : `${localDate(rules.calendar, dueAt)}T${localTime(rules.calendar, dueAt)}`;
}

const sayNotice = ({ notice, to }: DeliveredNotice): string =>
  `${to.map((one) => one.id).join(' and ')}: ${notice.says}${notice.about === undefined ? '' : ` ${plainId(notice.about)}`}`;

function notices(run: ScenarioRun, { notices: wanted, silence, line }: Expectation): ScenarioFailure[] {
  const came = run.virtual.notices.slice(run.seen.notices);
  if (silence && came.length > 0) return [{ line, expected: 'nobody is told', came: came.map(sayNotice).join('; ') }];
  return (wanted ?? []).flatMap((want) => {
    const found = came.some(
      ({ notice, to }) =>
        notice.says === want.says &&
        to.some((one) => one.id === want.to && (want.language === undefined || one.language === want.language)) &&
        (want.about === undefined || plainId(notice.about ?? '') === want.about || notice.title?.includes(`.${want.about}.`) === true),
    );
    const expected = `${want.to}: ${want.says}${want.about === undefined ? '' : ` ${want.about}`}${want.language === undefined ? '' : ` in ${want.language}`}`;
    return found ? [] : [{ line: want.line, expected, came: came.map(sayNotice).join('; ') || 'nobody was told' }];
  });
}

function alerts(run: ScenarioRun, expected: Expectation): ScenarioFailure[] {
  const { rules, case: state } = run.virtual;
  if (!state) return [];
  const { items, states } = { items: project(rules, state).alerts, states: state.alerts };
  return (expected.alerts ?? []).flatMap((want) => {
    const at = states.findLastIndex((one) => one.alert === want.of);
    const came = items[at];
    if (!came) return [{ line: want.line, expected: `alert ${want.of}`, came: 'not raised' }];
    return [
      ...plain(want.line, `alert ${want.of}`, want.state, came.state),
      ...plain(want.line, `alert ${want.of} at step`, want.step?.toString(), `${came.step + 1}`),
    ];
  });
}

function journal(run: ScenarioRun, { journal: wanted, line }: Expectation): ScenarioFailure[] {
  let from = 0;
  const came = run.virtual.journal.slice(run.seen.journal).map((entry) => entry.what);
  for (const what of wanted ?? []) {
    const found = came.indexOf(what, from);
    if (found < 0) return [{ line, expected: `journal: … ${what}`, came: `journal: ${came.slice(from).join(', ') || 'nothing more'}` }];
    from = found + 1;
  }
  return [];
}
