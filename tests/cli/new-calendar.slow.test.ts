// A draft of every country that there are data of checks without problems.

import { knownCountries } from '../../cli/country-holidays';
import { compileCalendar } from '../../language/calendar';
import { caseway } from './terminal';

it.each(Object.keys(knownCountries()))('a draft of %s', async (country) => {
  const { code, out } = await caseway(['calendar', 'new', '--country', country, '--years', '2024-2029']);
  expect([code, compileCalendar('calendars/draft.yaml', out).problems]).toEqual([0, []]);
});
