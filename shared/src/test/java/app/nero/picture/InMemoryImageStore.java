package app.nero.picture;

import app.nero.kernel.UnavailableException;
import app.nero.kernel.UnavailableException.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Pictures in a map. It plays the client that uploads as well, and can fail. */
public final class InMemoryImageStore implements ImageStore {

    private static final String UPLOAD_URL = "https://pictures.example/upload";

    /** When a call fails. */
    public enum Fault {
        BEFORE_IT_TOOK_EFFECT, AFTER_IT_TOOK_EFFECT
    }

    private final Map<PublicId, StoredPicture> pictures = new LinkedHashMap<>();
    private final Map<String, Picture> seen = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final List<UploadReceipt> receipts = new ArrayList<>();
    private Fault fault = Fault.BEFORE_IT_TOOK_EFFECT;
    private IntPredicate failing = _ -> false;
    private int counted;
    private int versions;

    @Override
    public synchronized StoredPicture put(PublicId id, Picture picture) {
        return call("put " + id, () -> store(id, picture));
    }

    @Override
    public synchronized void remove(PublicId id) {
        call("remove " + id, () -> {
            Optional.ofNullable(pictures.remove(id)).map(StoredPicture::url).ifPresent(seen::remove);
            return id;
        });
    }

    @Override
    public synchronized Optional<StoredPicture> find(PublicId id) {
        return call("find " + id, () -> Optional.ofNullable(pictures.get(id)));
    }

    @Override
    public SignedUpload sign(PublicId id, Instant now) {
        SequencedMap<String, String> fields = new LinkedHashMap<>();
        fields.put("public_id", id.value());
        fields.put("timestamp", Long.toString(now.getEpochSecond()));
        fields.put("signature", "00");
        return new SignedUpload(UPLOAD_URL, fields, id);
    }

    @Override
    public synchronized boolean isGenuine(UploadReceipt receipt) {
        return receipts.contains(receipt);
    }

    /** What a client does with its leave; as it is to be, nothing happens to a picture that is there. */
    public synchronized UploadReceipt upload(SignedUpload leave, Picture picture) {
        if (!pictures.containsKey(leave.publicId())) {
            store(leave.publicId(), picture);
        }
        return receipt(leave.publicId());
    }

    /** A genuine receipt of a picture, whether it is there or not. */
    public synchronized UploadReceipt receipt(PublicId id) {
        UploadReceipt receipt = new UploadReceipt(id, Integer.toString(++versions), "%064x".formatted(versions));
        receipts.add(receipt);
        return receipt;
    }

    /** Puts something there that the store would answer, such as what is no picture of Nero's. */
    public synchronized void add(StoredPicture picture) {
        pictures.put(picture.publicId(), picture);
    }

    /**
     * Lets calls that would reach the store fail.
     *
     * @param which calls, by their number from now on: {@code n -> n == 3} is the third
     */
    public synchronized void failing(Fault when, IntPredicate which) {
        fault = when;
        failing = which;
        counted = 0;
    }

    /** Lets no call fail any more. */
    public void recovers() {
        failing(Fault.BEFORE_IT_TOOK_EFFECT, _ -> false);
    }

    /** The names of all that is stored. */
    public synchronized Set<PublicId> publicIds() {
        return Set.copyOf(pictures.keySet());
    }

    /** The calls that would have reached the store, in their order: {@code put nero/…}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** The picture at an address. */
    public synchronized Optional<Picture> see(String url) {
        return Optional.ofNullable(seen.get(url));
    }

    private StoredPicture store(PublicId id, Picture picture) {
        Optional.ofNullable(pictures.get(id)).map(StoredPicture::url).ifPresent(seen::remove);
        String url = "https://pictures.example/v" + ++versions + "/" + id + "." + picture.format().extension();
        StoredPicture stored = new StoredPicture(id, url, Optional.of(picture.format()), picture.bytes().length,
                picture.width(), picture.height());
        pictures.put(id, stored);
        seen.put(url, picture);
        return stored;
    }

    private <T> T call(String name, Supplier<T> effect) {
        calls.add(name);
        boolean fails = failing.test(++counted);
        if (fails && fault == Fault.BEFORE_IT_TOOK_EFFECT) {
            throw unavailable();
        }
        T result = effect.get();
        if (fails) {
            throw unavailable();
        }
        return result;
    }

    private static UnavailableException unavailable() {
        return new UnavailableException(Service.STORAGE, new IllegalStateException("down"));
    }
}
