package app.nero.favorite;

import app.nero.kernel.Id;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

public final class InMemoryFavorites implements Favorites {

    private static final Comparator<Favorite> LATEST_FIRST = Comparator
            .comparing((Favorite favorite) -> favorite.id().value()).reversed();

    private final List<Favorite> favorites = new ArrayList<>();

    @Override
    public synchronized boolean add(Favorite favorite) {
        return find(favorite.userId(), favorite.templateId()).isEmpty() && favorites.add(favorite);
    }

    @Override
    public synchronized Optional<Favorite> remove(Id userId, Id templateId) {
        Optional<Favorite> found = find(userId, templateId);
        found.ifPresent(favorites::remove);
        return found;
    }

    private Optional<Favorite> find(Id userId, Id templateId) {
        return favorites.stream().filter(of(userId).and(favorite -> favorite.templateId().equals(templateId)))
                .findFirst();
    }

    @Override
    public synchronized Set<Id> among(Id userId, Collection<Id> templateIds) {
        return favorites.stream().filter(of(userId)).map(Favorite::templateId).filter(templateIds::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized List<Favorite> list(Id userId, Optional<Id> after, int limit) {
        return favorites.stream().filter(of(userId)).sorted(LATEST_FIRST)
                .filter(favorite -> after.filter(id -> favorite.id().value().compareTo(id.value()) >= 0).isEmpty())
                .limit(limit).toList();
    }

    @Override
    public synchronized void removeAll(Id templateId) {
        favorites.removeIf(favorite -> favorite.templateId().equals(templateId));
    }

    @Override
    public synchronized Map<Id, Integer> countByTemplate(Id after, Optional<Id> last) {
        return favorites.stream().map(Favorite::templateId)
                .filter(id -> id.compareTo(after) > 0 && last.filter(end -> id.compareTo(end) > 0).isEmpty())
                .collect(Collectors.groupingBy(id -> id, Collectors.summingInt(_ -> 1)));
    }

    private static Predicate<Favorite> of(Id userId) {
        return favorite -> favorite.userId().equals(userId);
    }
}
