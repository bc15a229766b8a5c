// Lets the Temporal SDK download its server, in a process of its own so that it can be ended when nothing answers.
// Arguments: the version with its "v", the folder to download into.
const { TestWorkflowEnvironment } = require('@temporalio/testing');

const [version, downloadDir] = process.argv.slice(2);

TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'cached-download', version, downloadDir } } })
  .then((environment) => environment.teardown())
  .then(
    () => process.exit(0),
    (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    },
  );
