package app.nero.generation;

import app.nero.picture.UploadReceipt;

/** An upload that a client wants to generate from, with the store's receipt. */
public record SourceReceipt(UploadReceipt receipt, SourceRole role) {}
