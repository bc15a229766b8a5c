// A calendar for tests of texts, and what makes their dates the same on every version of Node. The calendar is as Jordan's offsets are: two hours ahead in winter until October 2022, three since.

import type { Calendar } from '../../process/calendar';

export const AMMAN: Calendar = {
  format: 1,
  id: 'jordan',
  timeZone: 'Asia/Amman',
  zoneData: 'moment-timezone 0.6.6',
  weekend: [5, 6],
  workingHours: { from: 8 * 60, until: 16 * 60 },
  holidays: [],
  covers: { from: 2022, until: 2030 },
  offsets: [
    { from: '2021-10-28T22:00:00.000Z', minutes: 120 },
    { from: '2022-02-24T22:00:00.000Z', minutes: 180 },
  ],
};

/** Newer data of the runtime write `Monday 30 March`, older ones `Monday, 30 March`. */
export const plain = (said: string): string => said.replace(/(day),/g, '$1');
