package org.signet.dns;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.signet.foundation.text.Domain;
import org.signet.foundation.text.IpAddress;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;

/// Between our names and data and those of dnsjava, which knows the octets of DNS messages.
final class Wire {
  /// What we take over UDP: small enough for one packet on every path (RFC 6891 §6.2.5).
  static final int UDP_OCTETS = 1232;

  private Wire() {}

  /// The octets of a query.
  ///
  /// @param hasEdns with an OPT record, and in it the DO bit, so that signatures come along
  static byte[] query(Question<?> question, int id, Asking asking, boolean hasEdns) {
    var message = new Message(id);
    if (asking != Asking.AUTHORITY) {
      message.getHeader().setFlag(Flags.RD);
    }
    if (asking == Asking.RECURSION_UNCHECKED) {
      message.getHeader().setFlag(Flags.CD);
    }
    var type = question.type().number();
    message.addRecord(Record.newRecord(name(question.name()), type, DClass.IN), Section.QUESTION);
    if (hasEdns) {
      message.addRecord(new OPTRecord(UDP_OCTETS, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
    }
    return message.toWire();
  }

  static Name name(Domain domain) {
    try {
      var octets = new ByteArrayOutputStream(Domain.NAME_OCTETS);
      for (var label : domain.labels()) {
        octets.write(label.length());
        octets.writeBytes(label.getBytes(StandardCharsets.ISO_8859_1));
      }
      octets.write(0);
      return new Name(octets.toByteArray());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static Domain domain(Name name) {
    var labels = new ArrayList<String>(name.labels());
    for (int i = 0; i < name.labels() - 1; i++) {
      var label = name.getLabel(i);
      labels.add(new String(label, 1, label[0] & 0xff, StandardCharsets.ISO_8859_1));
    }
    return Domain.ofLabels(labels).orElseThrow();
  }

  /// The octets of an address are taken from the wire: `InetAddress` would turn an IPv4 address
  /// mapped into IPv6 into another.
  static Rdata data(Record record) {
    return switch (record) {
      case ARecord a -> new Rdata.Address(IpAddress.of(a.rdataToWireCanonical()));
      case AAAARecord a -> new Rdata.Address(IpAddress.of(a.rdataToWireCanonical()));
      case NSRecord ns -> new Rdata.Ns(domain(ns.getTarget()));
      case CNAMERecord cname -> new Rdata.Cname(domain(cname.getTarget()));
      case PTRRecord ptr -> new Rdata.Ptr(domain(ptr.getTarget()));
      case MXRecord mx -> new Rdata.Mx(mx.getPriority(), domain(mx.getTarget()));
      case TXTRecord txt ->
          new Rdata.Txt(txt.getStringsAsByteArrays().stream().map(Wire::octets).toList());
      case SOARecord soa ->
          new Rdata.Soa(
              domain(soa.getHost()),
              domain(soa.getAdmin()),
              soa.getSerial(),
              soa.getRefresh(),
              soa.getRetry(),
              soa.getExpire(),
              soa.getMinimum());
      case TLSARecord tlsa ->
          new Rdata.Tlsa(
              tlsa.getCertificateUsage(),
              tlsa.getSelector(),
              tlsa.getMatchingType(),
              octets(tlsa.getCertificateAssociationData()));
      case CAARecord caa -> caa(octets(caa.rdataToWireCanonical()));
      case DSRecord ds ->
          new Rdata.Ds(
              ds.getFootprint(), ds.getAlgorithm(), ds.getDigestID(), octets(ds.getDigest()));
      case DNSKEYRecord key ->
          new Rdata.Dnskey(
              key.getFlags(), key.getProtocol(), key.getAlgorithm(), octets(key.getKey()));
      case RRSIGRecord signature ->
          new Rdata.Rrsig(
              signature.getTypeCovered(),
              signature.getAlgorithm(),
              signature.getLabels(),
              signature.getOrigTTL(),
              signature.getExpire(),
              signature.getTimeSigned(),
              signature.getFootprint(),
              domain(signature.getSigner()),
              octets(signature.getSignature()));
      default -> new Rdata.Unknown(record.getType(), octets(record.rdataToWireCanonical()));
    };
  }

  /// RFC 8659 §4.1: flags, the length of the tag, the tag, the value.
  private static Rdata caa(String octets) {
    int value = 2 + octets.charAt(1);
    return new Rdata.Caa(octets.charAt(0), octets.substring(2, value), octets.substring(value));
  }

  private static String octets(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
