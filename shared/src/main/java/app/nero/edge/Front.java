package app.nero.edge;

/**
 * What all functions of the API have in common.
 *
 * @param webOrigin the one origin that browsers may call from
 * @param requestLimit of one caller, over all of them
 * @param metrics the namespace of what they count
 */
public record Front(String webOrigin, RequestLimit requestLimit, String metrics) {}
