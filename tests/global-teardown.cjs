// Stops what start-services.cjs started. Called once for a run.

module.exports = async function stopServices() {
  const started = globalThis.casewayTestServices ?? new Map();
  const services = [...started.values()];
  started.clear();
  // All of them, even when one refuses: a server left behind would hold its port and its folder.
  const outcomes = await Promise.allSettled(services.map((service) => service.stop()));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
};
