// What the project `postgres` needs. A file of its own: jest calls a setup file once for a run, whatever projects name it.

const startServices = require('./start-services.cjs');

module.exports = () => startServices(['TEST_DATABASE_URL']);
