package org.signet.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.signet.foundation.text.Parsed;

/// What a record says, in few words: everything that is not the default.
final class RecordWords {
  private RecordWords() {}

  static String of(String text) {
    var quoted = text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    return switch (DmarcRecord.parse(quoted.replace("\\t", "\t"))) {
      case Parsed.Ok<DmarcRecord>(var record) -> words(record);
      case Parsed.Malformed<DmarcRecord>(var problem) ->
          (DmarcRecord.isRecord(quoted) ? "invalid: expected " : "no record: expected ")
              + problem.expected();
    };
  }

  private static String words(DmarcRecord record) {
    var words = new ArrayList<String>();
    words.add((record.assumed().isPresent() ? "assumed p=" : "p=") + record.p().word());
    record.sp().ifPresent(sp -> words.add("sp=" + sp.word()));
    record.np().ifPresent(np -> words.add("np=" + np.word()));
    if (record.adkim() == DmarcRecord.Mode.STRICT) {
      words.add("adkim=s");
    }
    if (record.aspf() == DmarcRecord.Mode.STRICT) {
      words.add("aspf=s");
    }
    switch (record.psd()) {
      case YES -> words.add("psd=y");
      case NO -> words.add("psd=n");
      case UNSAID -> {}
    }
    if (record.testing()) {
      words.add("t=y");
    }
    if (!record.fo().equals(java.util.Set.of(DmarcRecord.FailureOption.NONE_PASSED))) {
      words.add("fo=" + new TreeSet<>(record.fo()).toString().toLowerCase(Locale.ROOT));
    }
    addUris(words, "rua", record.rua());
    addUris(words, "ruf", record.ruf());
    record.unknown().forEach(tag -> words.add(tag.name() + "?"));
    if (!record.flaws().isEmpty()) {
      words.add(record.flaws().size() + (record.flaws().size() == 1 ? " flaw" : " flaws"));
    }
    if (!record.isUsable()) {
      words.add("unusable");
    }
    return String.join(" ", words).strip();
  }

  private static void addUris(List<String> words, String tag, List<ReportUri> uris) {
    if (!uris.isEmpty()) {
      words.add(tag + "=" + String.join(",", uris.stream().map(ReportUri::text).toList()));
    }
  }
}
