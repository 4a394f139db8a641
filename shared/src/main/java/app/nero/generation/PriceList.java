package app.nero.generation;

/**
 * One version of the prices, in stars.
 *
 * @param standard the standard engine at 1K or 2K
 * @param standard4k the standard engine at 4K
 * @param pro the pro engine at 1K or 2K
 * @param pro4k the pro engine at 4K
 * @param upscale2 enlarging by 2
 * @param upscale4 enlarging by 4
 */
public record PriceList(int version, int standard, int standard4k, int pro, int pro4k, int upscale2, int upscale4) {

    /** The price of a request. */
    public int price(GenerationRequest request) {
        return request.type() == GenerationType.UPSCALE
                ? priceOfUpscale(request.factor().orElse(GenerationRequest.DEFAULT_FACTOR))
                : price(request.engine(), request.size());
    }

    /** The price of an image of this size, generated or edited. */
    public int price(EngineTier engine, ImageSize size) {
        boolean isLarge = size == ImageSize.SIZE_4K;
        return switch (engine) {
            case STANDARD -> isLarge ? standard4k : standard;
            case PRO -> isLarge ? pro4k : pro;
        };
    }

    /** @param factor one of {@link GenerationRequest#FACTORS} */
    public int priceOfUpscale(int factor) {
        return factor == 4 ? upscale4 : upscale2;
    }
}
