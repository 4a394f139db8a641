package app.nero.upkeep;

import app.nero.kernel.Id;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

public final class InMemoryCheckpoints implements Checkpoints {

    private final Map<String, Id> positions = new ConcurrentHashMap<>();

    @Override
    public Id find(String job) {
        return positions.getOrDefault(job, Id.NOBODY);
    }

    @Override
    public void save(String job, Id position) {
        positions.put(job, position);
    }
}
