// Starts the services that the selected tests need, once for the whole run, and tells the tests where they are:
// TEMPORAL_ADDRESS and TEST_DATABASE_URL, which jest's workers inherit.
//
// An address that is already in the environment is used as it is, so that a run can be pointed at a service that somebody else
// looks after.

/** What this run started and must stop; read by global-teardown.cjs, which lives in the same process. */
const started = (globalThis.casewayTestServices ??= new Map());

async function start(variable) {
  // Loaded here and not above: a run that needs no service must not pay for loading the engine. Jest's own
  // transformer is hooked into require() for the length of this call, so TypeScript loads as it is.
  const { startTestTemporal, startTestPostgres } = require('../engine/for-tests');
  const service = variable === 'TEMPORAL_ADDRESS' ? await startTestTemporal() : await startTestPostgres();
  process.env[variable] = service.address ?? service.url;
  return service;
}

/** @param {string[]} variables names of the services that are needed */
module.exports = async function startServices(variables) {
  for (const variable of variables) {
    if (process.env[variable] === undefined) started.set(variable, await start(variable));
  }
};
