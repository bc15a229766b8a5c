// Under which id a clock runs: that of the thing it is the clock of, behind its kind. `clock-owner` reads them.

import { keyIn } from './scope';

type Identified = { id: string };

/** The clock of an opening of a task. */
export const clockOfTask = ({ id }: Identified): string => `task:${id}`;

/** The clock of an occurrence of a review. */
export const clockOfReview = ({ id }: Identified): string => `review:${id}`;

/** The clock of a level of an approval. */
export const clockOfApproval = ({ id }: Identified): string => `approval:${id}`;

/** The clock of what is still to be agreed to after its task was done. */
export const clockOfAgreement = ({ opening }: { opening: string }): string => `agreement:${opening}`;

/** The clock of a choice among the ways out of a stage. */
export const clockOfDecision = ({ id }: Identified): string => `decision:${id}`;

/** The clock of a round of a stage, of the case or of a record. */
export const clockOfStage = ({ id, round }: { id: string; round: number }, record?: string): string => `stage:${keyIn(`${id}.${round}`, record)}`;
