// The story of the demo: one child's case in the shipped process, with what its people do and what they are told, in the case's own time.

import pc from 'picocolors';
import type { Answered, DemoWorld } from './demo-world';
import type { TrialPerson } from './trial-staff';

type Write = (line: string) => void;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONE = 'Asia/Amman';
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, weekday: 'short', day: '2-digit', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });

/** A day's end is said as 24:00 of that day, as people count deadlines. */
function dueTime(instant: string): string {
  const text = clock.format(Date.parse(instant));
  return text.endsWith('00:00') ? clock.format(Date.parse(instant) - 1).replace(/\d\d:\d\d$/, '24:00') : text;
}

class Teller {
  number = '';

  constructor(readonly world: DemoWorld, private readonly write: Write) {}

  heading(text: string): void {
    this.write('');
    this.write(pc.bold(text));
  }

  say(text: string): void {
    this.write(`  ${text}`);
  }

  async at(): Promise<string> {
    return clock.format(await this.world.now(this.number));
  }

  /** What somebody does, and how it is answered. An answer other than expected ends the demo. */
  async does(person: TrialPerson, what: string, call: () => Promise<Answered>, status = 200): Promise<Answered> {
    const answered = await call();
    const when = this.number === '' ? '' : `${await this.at()}  `;
    if (answered.status !== status) throw new Error(`${person.name}, ${what}: expected ${status}, came ${answered.status} ${JSON.stringify(answered.body)}`);
    const refusal = status >= 400 ? pc.yellow(`  refused: ${String(answered.body['detail'] ?? answered.body['title'])}`) : '';
    this.write(`  ${pc.dim(when)}${pc.green(person.name)} ${what}${refusal}`);
    return answered;
  }

  async passes(ms: number, why: string): Promise<void> {
    await this.world.pass(this.number, ms);
    this.write(`  ${pc.dim(`… ${why}: it is now ${await this.at()}`)}`);
    await this.mails();
  }

  async mails(): Promise<void> {
    for (const { to, subject, isRightToLeft } of await this.world.newMails()) {
      this.write(`  ${pc.magenta('mail')} to ${to}: ${subject}${isRightToLeft ? pc.dim('  (right to left)') : ''}`);
    }
  }

  path(rest: string): string {
    return `/v1/cases/${this.number}${rest}`;
  }

  /** Why something is due when it is. */
  async explains(person: TrialPerson, about: string): Promise<void> {
    const { body } = await this.world.call(person, 'GET', this.path('/explain'));
    const deadlines = (body['deadlines'] ?? []) as Deadline[];
    const found = deadlines.find((one) => one.about.startsWith(about));
    if (!found?.dueAt) return;
    const days = found.notCounted.map((day) => `${day.date} (${day.title ?? day.why})`).join(', ');
    const chosen = found.chosenBy ? `, chosen by ${found.chosenBy.field}: ${found.chosenBy.value}` : '';
    this.write(`  ${pc.cyan('why')}  ${about} is due ${dueTime(found.dueAt)}${chosen}${days === '' ? '' : `; not counted: ${days}`}; rule ${found.rule}${found.line ? `, line ${found.line}` : ''}`);
  }
}

interface Deadline {
  about: string;
  dueAt: string | null;
  rule: string;
  line?: number;
  chosenBy?: { field: string; value: string };
  notCounted: { date: string; why: string; title?: string }[];
}

/** Plays the case to its closure; throws when anything comes otherwise than it should. */
export async function tellStory(world: DemoWorld, write: Write): Promise<void> {
  const teller = new Teller(world, write);
  const people = { worker: world.person('case_worker'), supervisor: world.person('supervisor'), manager: world.person('manager') };
  await registration(teller, people);
  await assessment(teller, people);
  await immediateRisk(teller, people);
  await planning(teller, people);
  await implementation(teller, people);
  await closure(teller, people);
}

interface People {
  worker: TrialPerson;
  supervisor: TrialPerson;
  manager: TrialPerson;
}

async function registration(teller: Teller, { worker }: People): Promise<void> {
  const { world } = teller;
  teller.heading('1  Identification and registration');
  const answers = { child_name: 'a child', birth_date: '2015-04' };
  const opened = await teller.does(worker, 'opens a case', () => world.call(worker, 'POST', '/v1/cases', { process: 'child_protection', answers }), 201);
  teller.number = String(opened.body['case']);
  teller.say(`Its number is ${pc.bold(teller.number)}; nothing else of the child ever stands in a mail, a log or an address.`);
  await teller.explains(worker, 'screening');
  await teller.does(worker, 'completes the screening: at risk, medium', () => complete(teller, worker, 'screening', { eligible: true, risk: 'medium' }));
  await teller.explains(worker, 'informed_consent');
  await teller.passes(2 * DAY, 'two days pass');
  await teller.does(worker, 'records the consent of the guardian', () => complete(teller, worker, 'informed_consent', { consent: { given: true, by: 'guardian' } }));
}

const complete = (teller: Teller, person: TrialPerson, task: string, answers: unknown, records?: unknown[]): Promise<Answered> =>
  teller.world.call(person, 'POST', teller.path(`/tasks/${task}/complete`), { answers, ...(records && { records }) });

async function assessment(teller: Teller, { worker }: People): Promise<void> {
  teller.heading('2  Assessment, with a deadline in working days');
  await teller.explains(worker, 'initial_assessment');
  await teller.passes(9 * DAY, 'nobody does it: the reminder, then the lateness');
  const answers = { risk: 'medium', vulnerabilities: 'kept in the case only', strengths: 'kept in the case only' };
  await teller.does(worker, 'completes the initial assessment', () => complete(teller, worker, 'initial_assessment', answers));
}

async function immediateRisk(teller: Teller, { worker, supervisor, manager }: People): Promise<void> {
  const { world } = teller;
  teller.heading('3  Follow-up finds an immediate risk: the alert climbs until somebody takes it');
  const recorded = await teller.does(worker, 'records the review: the risk is immediate', () =>
    world.call(worker, 'POST', teller.path('/reviews/follow_up/record'), { answers: { risk: 'immediate', changes: 'kept in the case only' } }));
  const alert = (recorded.body['opened'] as string[]).find((id) => id.startsWith(`${teller.number}-a`)) ?? '';
  await teller.mails();
  await teller.passes(HOUR + 60_000, 'the supervisor does not answer within the hour');
  await teller.passes(2 * HOUR + 60_000, 'nor does the manager within two');
  await teller.passes(HOUR + 60_000, 'nor again: the last step repeats until somebody does');
  const path = `/v1/alerts/${alert}/acknowledge`;
  await teller.does(supervisor, 'acknowledges: on the way to the family', () => world.call(supervisor, 'POST', path, { reason: 'On the way to the family' }));
  await teller.does(manager, 'acknowledges too', () => world.call(manager, 'POST', path, { reason: 'I take it' }), 409);
  await teller.does(worker, 'tries to close the case', () => world.call(worker, 'POST', teller.path('/close'), { reason: 'resolved' }), 409);
  await teller.does(worker, 'records the urgent protection', () => complete(teller, worker, 'urgent_protection', { safety_measures: 'kept in the case only' }));
  await teller.does(supervisor, 'resolves the alert: the risk is now high', () =>
    world.call(supervisor, 'POST', `/v1/alerts/${alert}/resolve`, { answers: { risk: 'high' }, reason: 'The child is safe with relatives' }));
  await teller.passes(12 * HOUR, 'a quiet night');
}

async function planning(teller: Teller, { worker, supervisor }: People): Promise<void> {
  const { world } = teller;
  teller.heading('4  Case plan, approved by a second person');
  await teller.does(worker, 'completes the comprehensive assessment', () => complete(teller, worker, 'comprehensive_assessment', { needs: ['safety', 'education'], complex: false }));
  await teller.explains(worker, 'case_plan');
  await teller.does(worker, 'hands in the plan, with a goal', () =>
    complete(teller, worker, 'case_plan', { plan: 'kept in the case only' }, [{ list: 'goal', answers: { what: 'kept in the case only' } }]));
  await teller.does(worker, 'tries to approve it herself', () => world.call(worker, 'POST', teller.path('/approvals/case_plan/approve'), {}), 403);
  await teller.does(supervisor, 'approves it', () => world.call(supervisor, 'POST', teller.path('/approvals/case_plan/approve'), {}));
}

async function implementation(teller: Teller, { worker }: People): Promise<void> {
  const { world } = teller;
  teller.heading('5  Carrying out the plan, with follow-up reviews');
  await teller.explains(worker, 'follow_up');
  await teller.passes(8 * DAY, 'the review is forgotten: it stays on the list, and climbs');
  await teller.does(worker, 'records the review, late: low risk', () =>
    world.call(worker, 'POST', teller.path('/reviews/follow_up/record'), { answers: { risk: 'low', changes: 'kept in the case only' } }));
  await teller.passes(20 * DAY, 'three quiet weeks');
  await teller.does(worker, 'has carried out the plan: the goal is reached, and the needs are met', () =>
    complete(teller, worker, 'carry_out_plan', { needs_met: true }, [{ record: 'goal.1', answers: { result: 'reached' } }]));
}

async function closure(teller: Teller, { worker, supervisor }: People): Promise<void> {
  const { world } = teller;
  teller.heading('6  Closure: by criteria, and by a second person');
  await teller.does(worker, 'proposes to close without an outcome', () => world.call(worker, 'POST', teller.path('/close'), { reason: 'resolved' }), 409);
  await teller.does(worker, 'writes down the outcome; the closure is proposed by the rule', () =>
    world.call(worker, 'PATCH', teller.path('/fields'), { answers: { outcome: 'kept in the case only' } }));
  await teller.does(supervisor, 'approves the closure', () => world.call(supervisor, 'POST', teller.path('/approvals/closure/approve'), {}));
  await teller.world.post(teller.number);
  await teller.mails();
  const { body } = await world.call(worker, 'GET', teller.path('/journal?limit=200'));
  const lines = (body['entries'] ?? []) as unknown[];
  teller.say(`The case is closed. Its journal has ${lines.length} lines: who did what, when and why, and what nobody did in time.`);
}
