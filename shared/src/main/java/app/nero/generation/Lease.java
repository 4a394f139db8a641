package app.nero.generation;

import app.nero.kernel.Id;
import java.time.Instant;

/** The right of one worker to end a generation. After its end the sweep may give the generation to another worker. */
public record Lease(Id id, Instant until) {}
