package org.signet.setup.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.foundation.text.IpAddress;
import org.signet.setup.imports.Ucl.Entry;
import org.signet.setup.imports.Ucl.Value.Section;

/// Reads a file of rspamd's configuration. Its name tells the module, as those below `local.d` and
/// `override.d` do; in another file each section is a module.
final class Rspamd {
  private static final String ITSELF = "this is about rspamd itself; nothing to do";

  private final Draft draft;

  Rspamd(Draft draft) {
    this.draft = draft;
  }

  void read(String file) {
    var text = draft.text(file);
    if (text.isEmpty()) {
      return;
    }
    var ucl = Ucl.parse(text.get());
    ucl.trouble()
        .ifPresent(
            line ->
                draft.warn(new Place(file, line), "from here on", "the file is not understood"));
    var name = file.substring(file.lastIndexOf('/') + 1);
    var module = name.substring(0, name.indexOf('.') < 0 ? name.length() : name.indexOf('.'));
    module(file, module, ucl.top());
  }

  /// A section without its macros. A file that they include is not read by itself.
  private Section plain(String file, Section section) {
    var entries = new ArrayList<Entry>();
    for (var entry : section.entries()) {
      if (entry.key().startsWith(".")) {
        macro(file, entry);
      } else {
        entries.add(entry);
      }
    }
    return new Section(entries);
  }

  private void macro(String file, Entry entry) {
    var text = entry.value().texts().findFirst().orElse("");
    var parts = List.of(text.split("\"", -1));
    var named = RspamdMap.path(parts.size() > 1 ? parts.get(1) : text);
    if (draft.isLeftOut(named)) {
      draft.warn(place(file, entry), said(entry), "name this file on the command line too");
    }
  }

  private void module(String file, String module, Section section) {
    var top = plain(file, section);
    var inner = top.entry(module).filter(entry -> entry.value() instanceof Section);
    if (inner.isPresent() && top.entries().size() == 1) {
      module(file, module, (Section) inner.get().value());
      return;
    }
    if (isOff(top)) {
      draft.note(new Place(file, 1), module, "it is switched off; nothing to do");
      return;
    }
    switch (module) {
      case "dkim_signing" -> new RspamdSigning(draft, file).read(top);
      case "arc" -> arc(file, top);
      case "dmarc" -> top.entries().forEach(entry -> dmarc(file, entry));
      case "options" -> top.entries().forEach(entry -> option(file, entry));
      case "milter_headers" -> top.entries().forEach(entry -> headers(file, entry));
      case "spf", "dkim" ->
          draft.note(
              new Place(file, 1), module, "Signet verifies with limits of its own; nothing to do");
      case "rspamd" -> top.entries().forEach(entry -> inside(file, entry));
      default ->
          draft.note(
              new Place(file, 1),
              module,
              "Signet does not look for spam; rspamd can stay for that, behind Signet");
    }
  }

  /// A section of the main file.
  private void inside(String file, Entry entry) {
    if (entry.value() instanceof Section section) {
      module(file, entry.key(), section);
    } else {
      draft.note(place(file, entry), said(entry), ITSELF);
    }
  }

  private static boolean isOff(Section section) {
    return section.text("enabled").filter(text -> !isOn(text)).isPresent();
  }

  static boolean isOn(String text) {
    return text.equals("true") || text.equals("yes") || text.equals("on") || text.equals("1");
  }

  static Place place(String file, Entry entry) {
    return new Place(file, entry.line());
  }

  /// A setting as it is told.
  static String said(Entry entry) {
    var texts = entry.value().texts().toList();
    return texts.isEmpty() ? entry.key() : entry.key() + " " + String.join(", ", texts);
  }

  private void arc(String file, Section top) {
    for (var entry : top.entries()) {
      if (entry.key().equals("whitelisted_signers_map")) {
        for (var domain : RspamdMap.keys(draft, file, entry)) {
          Names.domain(draft, place(file, entry), said(entry), domain).ifPresent(draft::sealer);
        }
      }
    }
    top.entries().stream()
        .filter(entry -> !entry.key().equals("whitelisted_signers_map"))
        .findFirst()
        .ifPresent(
            entry ->
                draft.warn(
                    place(file, entry), "arc", "the guard does not seal mail; signet seal does"));
  }

  private void dmarc(String file, Entry entry) {
    switch (entry.key()) {
      case "actions" ->
          entry
              .value()
              .sections()
              .forEach(one -> one.entries().forEach(each -> action(file, each)));
      case "servers", "key_prefix", "reporting", "send_reports", "report_settings" ->
          draft.warn(place(file, entry), said(entry), "aggregate reports are not sent");
      default -> draft.warn(place(file, entry), said(entry), "it has no equivalent");
    }
  }

  /// What is done with mail that failed.
  private void action(String file, Entry entry) {
    var action = entry.value().texts().findFirst().orElse("");
    var place = place(file, entry);
    switch (entry.key()) {
      case "reject" ->
          draft.note(
              place,
              said(entry),
              "as soon as Signet says mode = \"enforce\" it refuses such mail; until then it only"
                  + " observes");
      case "quarantine" -> {
        if (action.equals("quarantine")) {
          draft.hold();
        }
        draft.note(
            place,
            said(entry),
            action.equals("quarantine")
                ? "quarantine = \"hold\" under [policy]"
                : "such mail is put aside by the field X-Signet-Quarantine");
      }
      default -> draft.note(place, said(entry), "such mail is marked; nothing to do");
    }
  }

  private void option(String file, Entry entry) {
    switch (entry.key()) {
      case "local_addrs", "local_networks" ->
          RspamdMap.keys(draft, file, entry)
              .forEach(host -> HostList.own(draft, place(file, entry), said(entry), host));
      case "dns" ->
          entry
              .value()
              .sections()
              .flatMap(one -> one.entry("nameserver").stream())
              .forEach(servers -> servers(file, servers));
      default -> draft.note(place(file, entry), said(entry), ITSELF);
    }
  }

  /// `192.0.2.53:53:10`, address, port and weight; or one behind `round-robin:`.
  private void servers(String file, Entry entry) {
    for (var text : entry.value().texts().toList()) {
      var server = List.of(text.split(":", -1)).stream().filter(Rspamd::isAddress).findFirst();
      Optional.of(text)
          .filter(Rspamd::isAddress)
          .or(() -> server)
          .ifPresentOrElse(
              draft::server,
              () ->
                  draft.warn(
                      place(file, entry), said(entry), "a name server is listed by its address"));
    }
  }

  private static boolean isAddress(String text) {
    return IpAddress.parse(text).isOk();
  }

  private void headers(String file, Entry entry) {
    if (said(entry).contains("authentication-results")) {
      draft.warn(
          place(file, entry),
          said(entry),
          "Signet writes Authentication-Results; let rspamd write none");
    } else {
      draft.note(place(file, entry), said(entry), ITSELF);
    }
  }
}
