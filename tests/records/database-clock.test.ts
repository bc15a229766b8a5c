// Deadlines by the clock of the worker, judged by the clock of the database.

import { createDatabaseClock } from '../../records/database-clock';

const at = (ms: number): string => new Date(Date.UTC(2026, 2, 26) + ms).toISOString();

/** A clock of the worker that is moved by hand, with the database's clock an hour ahead. */
function clocks() {
  const HOUR = 3_600_000;
  const worker = { ms: 0 };
  const clock = createDatabaseClock(() => Date.parse(at(worker.ms)));
  /** An answer that the database gave now and that took so long to come back. */
  const answer = (tookMs: number): void => {
    const said = at(worker.ms + HOUR);
    worker.ms += tookMs;
    clock.learn(said);
  };
  return { worker, clock, answer, HOUR };
}

test('nothing is known before the first answer', () => {
  const { clock, answer } = clocks();
  expect(clock.isSet()).toBe(false);
  answer(1);
  expect(clock.isSet()).toBe(true);
});

test('a deadline is translated to the database’s clock, never to a later moment than it is', () => {
  const { clock, answer, HOUR } = clocks();
  answer(10);
  expect(clock.translate(at(1_000))).toBe(at(HOUR + 990));
});

test('a quick answer sharpens what is known, and a slow one does not blur it', () => {
  const { clock, answer, HOUR } = clocks();
  answer(10);
  answer(2);
  answer(800);
  expect(clock.translate(at(5_000))).toBe(at(HOUR + 4_998));
});

test('what is known is renewed after a minute, since clocks are set', () => {
  const { worker, clock, answer, HOUR } = clocks();
  answer(0);
  worker.ms += 61_000;
  answer(5);
  expect(clock.translate(at(100_000))).toBe(at(HOUR + 99_995));
});
