package org.signet.milter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.milter.Modification.AddField;
import org.signet.milter.Modification.AddRecipient;
import org.signet.milter.Modification.ChangeField;
import org.signet.milter.Modification.ChangeSender;
import org.signet.milter.Modification.DeleteField;
import org.signet.milter.Modification.DeleteRecipient;
import org.signet.milter.Modification.InsertField;
import org.signet.milter.Modification.Quarantine;

/// What a verdict is on the wire.
class AnswersTest {
  private static final Negotiation EXACT = Negotiation.of(6, ~0, ~0, FakeFilter.ALL);
  private static final Negotiation INEXACT = Negotiation.of(6, ~0, 0, FakeFilter.ALL);

  /// The packets, without their lengths; a number is its last octet.
  private static String wire(Verdict verdict, Negotiation negotiation) {
    var out = new PacketBuffer();
    Answers.write(verdict, negotiation, out);
    var view = out.view();
    var text = new StringBuilder();
    while (view.hasRemaining()) {
      var packet = new byte[view.getInt()];
      view.get(packet);
      var octets = new String(packet, ISO_8859_1);
      text.append(octets.replaceFirst("(?s)^([im])\0\0\0(.)", "$1$2").replace('\0', '|'));
      text.append(' ');
    }
    return text.toString().strip();
  }

  @Test
  void modificationsLeaveInTheOrderInWhichTheirIndexesHold() {
    var verdict =
        Verdict.deliver(
            new Quarantine("forged"),
            new AddRecipient("<b@example.net>"),
            new AddField("Z", " last"),
            new InsertField('0', "First", " 1"),
            new DeleteField("A", '1'),
            new InsertField('2', "Third", " 3"),
            new ChangeField("A", '3', " new"),
            new InsertField('0', "Second", " 2"),
            new ChangeSender("c@example.net"),
            new DeleteField("A", '2'),
            new DeleteRecipient("d@example.net"));
    assertThat(wire(verdict, EXACT))
        .isEqualTo(
            "m3A| new| m2A|| m1A|| i2Third| 3| i0Second| 2| i0First| 1| hZ| last|"
                + " +<b@example.net>| e<c@example.net>| -<d@example.net>| qforged| c");
  }

  @Test
  void aRefusedMessageIsNotChanged() {
    var changes = List.<Modification>of(new AddField("A", " b"));
    for (var decision :
        List.of(new Decision.Reject(), new Decision.TempFail(), new Decision.Discard())) {
      assertThat(wire(new Verdict(changes, decision), EXACT)).hasSize(1);
    }
    assertThat(wire(new Verdict(changes, new Decision.Accept()), EXACT)).isEqualTo("hA| b| a");
  }

  @Test
  void valuesAreFoldedByLfAndBringTheirSpaceWhereTheMtaKeepsIt() {
    var verdict = Verdict.deliver(new AddField("A", " b\r\n\tc"), new AddField("B", "d"));
    assertThat(wire(verdict, EXACT)).isEqualTo("hA| b\n\tc| hB|d| c");
    assertThat(wire(verdict, INEXACT)).isEqualTo("hA|b\n\tc| hB|d| c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a\r\nB: c",
        "a\nb",
        "a\rb",
        "a\r\n",
        "a\r\n \r\n b",
        "\r\n a",
        "a\0",
        "a\u0100"
      })
  void aValueThatIsNoneIsRefused(String value) {
    assertThatThrownBy(() -> new AddField("A", value)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new InsertField(0, "A", value))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ChangeField("A", 1, value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "ä", "a\r\n", "a\0"})
  void aNameThatIsNoneIsRefused(String name) {
    assertThatThrownBy(() -> new AddField(name, " a")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DeleteField(name, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\0b", "\u007f", "\u0100"})
  void aPathOrReasonThatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> new ChangeSender(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AddRecipient(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DeleteRecipient(text))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Quarantine(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anIndexThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new InsertField(-1, "A", " b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DeleteField("A", 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ChangeField("A", 0, " b"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
