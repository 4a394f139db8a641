package app.nero.edge;

/**
 * What all functions of the API have in common.
 *
 * @param webOrigin the one origin that browsers may call from
 * @param requestLimit of one caller, over all of them
 */
public record Front(String webOrigin, RequestLimit requestLimit) {}
