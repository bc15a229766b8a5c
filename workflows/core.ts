// What the shell needs of the core: the three pure functions of case/, so that a test can put a smaller core in their place.

import type { advance, nextWake } from '../case/advance';
import type { project } from '../case/project';

export interface Core {
  advance: typeof advance;
  nextWake: typeof nextWake;
  project: typeof project;
}
