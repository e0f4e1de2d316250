package org.signet.setup.imports;

import java.util.HashMap;
import java.util.Optional;
import org.signet.setup.imports.Directives.Line;
import org.signet.setup.imports.Ucl.Entry;
import org.signet.setup.imports.Ucl.Value.Section;

/// Reads `dkim_signing` of rspamd.
final class RspamdSigning {
  private static final Fates FATES =
      new Fates(
          "dkim_signing",
          """
          selector path|= it holds where a domain says nothing else
          domain sign_networks selector_map path_map|= it was read
          sign_authenticated sign_local|= mail of who logged in, and of [ways] own, is signed
          try_fallback symbol key_prefix enabled check_pubkey allow_pubkey_mismatch \
          allow_envfrom_empty allow_hdrfrom_multiple sign_headers sign_condition|= Signet has \
          rules of its own (docs/sign.md)
          use_esld|= a domain without a key of its own is signed for by the nearest one above it
          allow_hdrfrom_mismatch allow_hdrfrom_mismatch_local \
          allow_hdrfrom_mismatch_sign_networks use_domain use_domain_sign_networks \
          use_domain_sign_local use_domain_sign_inbound|= Signet signs for the author, in From
          allow_username_mismatch|! who may write as whom is told by [signing.owners]
          use_redis use_vault vault_url vault_token vault_path|! keys are taken from files alone
          use_http_headers http_sign_header sign_inbound|! it has no equivalent
          """);

  private final Draft draft;
  private final String file;

  RspamdSigning(Draft draft, String file) {
    this.draft = draft;
    this.file = file;
  }

  void read(Section top) {
    var selector = top.text("selector");
    var path = top.text("path");
    for (var entry : top.entries()) {
      switch (entry.key()) {
        case "domain" ->
            entry
                .value()
                .sections()
                .flatMap(one -> one.entries().stream())
                .forEach(domain -> domain(domain, selector, path));
        case "sign_networks" ->
            RspamdMap.keys(draft, file, entry)
                .forEach(
                    host ->
                        HostList.own(draft, Rspamd.place(file, entry), Rspamd.said(entry), host));
        default -> setting(entry);
      }
    }
    maps(top, selector, path);
    if (path.or(() -> selector).isPresent() && top.entry("domain").isEmpty()) {
      var entry = top.entry("path").or(() -> top.entry("selector")).orElseThrow();
      draft.warn(
          Rspamd.place(file, entry),
          Rspamd.said(entry),
          "adopt the key of each domain that has one there, and list it under domains");
    }
  }

  private void setting(Entry entry) {
    var said = entry.value().texts().findFirst().orElse("");
    FATES.note(new Line(Rspamd.place(file, entry), entry.key(), said), draft);
  }

  private void domain(Entry entry, Optional<String> selector, Optional<String> path) {
    entry
        .value()
        .sections()
        .forEach(
            one -> {
              var ownSelector = one.text("selector").or(() -> selector);
              var ownPath = one.text("path").or(() -> path);
              var several = one.entry("selectors");
              several.stream()
                  .flatMap(list -> list.value().sections())
                  .forEach(
                      each ->
                          key(
                              entry,
                              entry.key(),
                              each.text("selector").or(() -> ownSelector),
                              each.text("path").or(() -> ownPath)));
              if (several.isEmpty()) {
                key(entry, entry.key(), ownSelector, ownPath);
              }
            });
  }

  /// `selector_map` and `path_map`: of each domain.
  private void maps(Section top, Optional<String> selector, Optional<String> path) {
    var paths = new HashMap<String, String>();
    top.entry("path_map").stream()
        .flatMap(entry -> RspamdMap.lines(draft, file, entry).stream())
        .forEach(line -> paths.put(line.name(), line.value()));
    top.entry("selector_map")
        .ifPresent(
            entry -> {
              for (var line : RspamdMap.lines(draft, file, entry)) {
                var own = Optional.ofNullable(paths.remove(line.name()));
                key(entry, line.name(), Optional.of(line.value()), own.or(() -> path));
              }
            });
    top.entry("path_map")
        .ifPresent(
            entry -> paths.forEach((name, own) -> key(entry, name, selector, Optional.of(own))));
  }

  private void key(Entry entry, String name, Optional<String> selector, Optional<String> path) {
    var place = Rspamd.place(file, entry);
    var domain = Names.domain(draft, place, Rspamd.said(entry), name);
    if (domain.isEmpty()) {
      return;
    }
    draft.domain(domain.get());
    var key = selector.flatMap(Draft::domainOf);
    if (key.isEmpty() || path.isEmpty()) {
      draft.warn(place, name, "adopt its key; its selector or its file is not named here");
      return;
    }
    var own =
        RspamdMap.path(path.get())
            .replace("$domain", domain.get().text())
            .replace("$selector", key.get().text());
    draft.key(new Adoption(domain.get(), key.get(), own));
  }
}
