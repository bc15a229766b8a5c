// The workflows as the worker's bundle has them: an export's name is the workflow's type, kept for as long as histories live.

export { caseWorkflow } from './case-workflow';
export { postWorkflow } from './post-workflow';
