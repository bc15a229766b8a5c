// The words that our own messages are made of, which the compression starts from: a payload of 300 bytes shrinks to half of what
// it would otherwise. It is part of the format: a payload written with one edition can be read with that edition only.

/** Edition that new payloads are written with. */
export const DICTIONARY_EDITION = 1;

/**
 * Never change an edition that has been released: histories written with it could no longer be read. Add another one instead.
 * What is most often met stands last, as deflate prefers near matches.
 */
const EDITION_1 = [
  '{"format":1,"behaviour":1,"number":"","agency":"","process":"","rules":{"process":"","calendar":"","agency":""},"status":"closed",',
  '"openedBy":{"id":"","name":""},"owner":{"id":"","name":""},"rounds":{},"answers":{"value":false,"value":true,"value":"immediate","value":"high",',
  '"reviews":[{"id":"","review":"","occurrence":1,"state":"recorded","from":"","recordedAt":"","recordedBy":{',
  '"approvals":[{"id":"","of":{"closure":1},"level":0,"who":"supervisor","state":"asked","askedAt":"","notBy":["","decidedBy":{',
  '"alerts":[{"id":"","alert":"immediate_risk","raisedAt":"","raisedBy":null,"joined":[],"step":0,"repeats":0,"stepAt":"","notice":"","toldAt":null,"climbAt":null,',
  '"acknowledged":{"by":{"id":"","name":""},"at":"","reason":""},"resolved":{',
  '"tasks":[{"id":"","task":"","of":{"stage":"","round":1},"state":"done","openedAt":"","submittedBy":{"id":"","name":"","endedAt":"',
  '"clocks":{"task:":{"id":"task:","startedAt":"","dueAt":null,"rule":"stages.","chosenBy":{"field":"risk","value":"","ran":{".remind.0":{".late.0":{"dueAt":"","times":1}},"nextAt":null},"review:',
  '"happened":{"start":"","end":""},"holding":[],"judgeAt":null,"journal":',
  '"input":{"number":"","agency":"","state":null,"run":0,"answered":[],"unrecorded":[],"untold":[]',
  '"transitions":[{"sequence":1,"at":"","journal":[{"n":1,"sequence":1,"at":"","due":"","what":"","by":{"id":"","name":""},"about":"","rule":"","details":{',
  '"case":"","agency":"","process":"","notices":[{"id":"","says":"alert_raised","urgent":true,"to":{"part":{"role":"supervisor"},"of":"","owner":""},"title":".title","about":"","dueAt":"","at":"","notBefore":"',
  '[{"notice":"","at":"","reached":[{"id":"","name":"","refused":[],"fallback":true}]',
  '{"key":"","digest":"","act":{"type":"open","by":{"id":"","name":"","agency":"","roles":["case_worker"]},"number":"","owner":{"id":"","name":""},"answers":{',
  '"type":"complete","task":"","type":"record","review":"","type":"acknowledge","alert":"","reason":"","type":"resolve","type":"approve","approval":"","type":"close","reason":""',
  '":"2027-01-01T00:00:00.000Z","at":"2026-01-01T00:00:00.000Z","by":"',
  '{"case":"","sequence":1,"stage":"","status":"open","opened":["","closure.1.1"],"ended":["',
].join('');

const EDITIONS: Record<number, Buffer> = { [DICTIONARY_EDITION]: Buffer.from(EDITION_1) };

/** The dictionary of an edition. Throws when it is one of a newer version than this. */
export function dictionary(edition: number): Buffer {
  const words = EDITIONS[edition];
  if (!words) throw new Error(`This payload was compressed by a newer version (dictionary ${edition}): update this installation.`);
  return words;
}
