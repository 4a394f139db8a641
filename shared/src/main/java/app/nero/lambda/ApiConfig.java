package app.nero.lambda;

import app.nero.kernel.Outside;
import java.util.List;

/**
 * What all functions of the API have in common.
 *
 * @param webOrigin the one origin that browsers may call from
 * @param requestLimit of one caller, over all of them
 * @param metrics the namespace of what they count
 * @param outside what this one reaches outside of itself
 */
public record ApiConfig(String webOrigin, RequestLimit requestLimit, String metrics, List<Outside> outside) {}
