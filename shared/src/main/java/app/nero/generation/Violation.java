package app.nero.generation;

/**
 * A rule that a request breaks.
 *
 * @param field the name of the field in the API
 * @param rule completes the sentence "The field …", for example "must be at most 5"
 */
public record Violation(String field, String rule) {}
