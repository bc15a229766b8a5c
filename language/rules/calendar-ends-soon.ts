// Lint rule: a calendar whose last year of holidays ends within a year from today.

import type { CalendarRule } from './rule';

export const calendarEndsSoon: CalendarRule = {
  code: 'calendar-ends-soon',
  check({ covers }, today, complain) {
    const inAYear = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
    if (`${covers.until}-12-31` >= inAYear) return;
    complain('covers.until', `The holidays are known until the end of ${covers.until} only: deadlines beyond that are provisional.`, `Add the holidays of ${covers.until + 1}, and set \`until\` to it.`);
  },
};
