package app.nero.picture;

/**
 * How a picture was made, in the terms of the IPTC.
 *
 * @see <a href="https://cv.iptc.org/newscodes/digitalsourcetype/">IPTC Digital Source Type</a>
 */
public enum DigitalSourceType {
    /** Made by a model that was trained on other media. */
    TRAINED_ALGORITHMIC_MEDIA("trainedAlgorithmicMedia"),
    /** Made of a picture and of what such a model added. */
    COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA("compositeWithTrainedAlgorithmicMedia"),
    /** Made by an algorithm that was not trained, such as a filter. */
    ALGORITHMIC_MEDIA("algorithmicMedia");

    private final String code;

    DigitalSourceType(String code) {
        this.code = code;
    }

    /** The type as metadata names it. */
    public String uri() {
        return "http://cv.iptc.org/newscodes/digitalsourcetype/" + code;
    }
}
