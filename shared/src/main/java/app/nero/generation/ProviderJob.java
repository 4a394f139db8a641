package app.nero.generation;

/**
 * A job at the provider of an asynchronous engine.
 *
 * @param engineId the engine that submitted it, and that must be asked for it
 * @param id the provider's id of the job
 */
record ProviderJob(String engineId, String id) {}
