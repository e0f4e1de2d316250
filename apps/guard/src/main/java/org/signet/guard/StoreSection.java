package org.signet.guard;

import java.time.Duration;
import java.util.Optional;
import org.signet.guard.Configuration.Keeping;
import org.signet.store.Retention;
import org.signet.store.StoreSettings;

/// Reads `[store]`.
final class StoreSection {
  private static final long MOST_DAYS = 3_650;
  private static final long MOST_MEGABYTES = 1_000_000;

  private StoreSection() {}

  static Optional<Keeping> read(TomlSection section) {
    var folder = section.value("folder", "a folder", ConfigurationValues::path);
    var url = section.value("postgresql", "\"jdbc:postgresql://host/name\"", StoreSection::url);
    var user = section.text("user", "the name of a user").orElse("signet");
    var password = section.value("password_file", "a file", ConfigurationValues::path);
    var days = section.number("keep_days", "days", MOST_DAYS);
    var megabytes = section.number("keep_megabytes", "megabytes", MOST_MEGABYTES);
    section.end();
    if (section.isThere() && folder.isPresent() == url.isPresent()) {
      section.wrong("one of folder and postgresql");
    }
    var retention =
        new Retention(
            days.map(Duration::ofDays).orElse(Retention.USUAL.age()),
            megabytes.map(number -> number << 20).orElse(Retention.USUAL.octets()));
    return folder
        .<StoreSettings>map(StoreSettings.Folder::new)
        .or(() -> url.map(where -> new StoreSettings.Server(where, user, password)))
        .map(place -> new Keeping(place, retention));
  }

  private static Optional<String> url(String text) {
    return text.startsWith("jdbc:postgresql:") ? Optional.of(text) : Optional.empty();
  }
}
