# Checks and signs messages with Mail::DKIM, line by line; started with the time to take as now, or
# - for the real time. What it reads and writes is as dkimpy-peer.py says; it does not seal.

use strict;
use warnings;

my $now;

BEGIN {
    $now = $ARGV[0];
    *CORE::GLOBAL::time = sub { $now eq '-' ? CORE::time : $now };
}

use Mail::DKIM::ARC::Verifier;
use Mail::DKIM::DNS;
use Mail::DKIM::PrivateKey;
use Mail::DKIM::Signer;
use Mail::DKIM::Verifier;

package Record {
    sub type    { 'TXT' }
    sub txtdata { ${ $_[0] } }
}

my ( $key_name, $record );
my $real_query = \&Mail::DKIM::DNS::query;

no warnings 'redefine';
*Mail::DKIM::DNS::query = sub {
    return $real_query->(@_) if !defined $key_name;
    my ($name) = @_;
    $@ = 'NXDOMAIN';
    return if lc $name ne $key_name;
    die "DNS error: SERVFAIL\n" if $record eq 'failed';
    my $text = $record;
    return bless \$text, 'Record';
};

sub fed {
    my ( $reader, $message ) = @_;
    $reader->PRINT($message);
    $reader->CLOSE;
    return $reader;
}

sub said {
    my @details = map { $_->result_detail // '' } @_;
    return ( 'pass',      '' ) if grep { /^pass/ } @details;
    return ( 'temperror', '' ) if grep { /DNS error: SERVFAIL/ } @details;
    return ( 'fail',      "@details" );
}

sub check {
    ( my $message, $key_name, $record ) = @_;
    return said( fed( Mail::DKIM::Verifier->new, $message )->signatures );
}

# The topmost signature is the one that the verifier met first.
sub verify {
    my ($message) = @_;
    undef $key_name;
    return said( ( fed( Mail::DKIM::Verifier->new, $message )->signatures )[0] );
}

sub sign {
    my ( $message, $domain, $selector, $algorithm, $forms, $extra, $key ) = @_;
    $key =~ s/-----[^-]*-----|\s//g;
    my $signer = Mail::DKIM::Signer->new(
        Algorithm => $algorithm,
        Method    => $forms,
        Domain    => $domain,
        Selector  => $selector,
        Key       => Mail::DKIM::PrivateKey->load( Data => $key ),
    );
    $signer->extended_headers( { map { $_ => '+' } qw(From To Cc Subject Date Reply-To) } )
      if $extra eq 'extra';
    my $signature = fed( $signer, $message )->signature;
    return ( 'refused', 'no signature was made' ) if !defined $signature;
    return ( 'signed', unpack( 'H*', $signature->as_string . "\015\012" . $message ) );
}

sub chain {
    my ($message) = @_;
    undef $key_name;
    my $verifier = fed( Mail::DKIM::ARC::Verifier->new, $message );
    return ( $verifier->result, $verifier->result_detail );
}

my %verbs = ( check => \&check, verify => \&verify, sign => \&sign, chain => \&chain );

$| = 1;
while ( my $line = <STDIN> ) {
    chomp $line;
    my ( $verb, @words ) = split /\t/, $line, -1;
    last if $verb eq 'end';
    local $SIG{__WARN__} = sub { };
    my ( $word, $text ) = eval {
        $verbs{$verb}->( map { $_ eq 'failed' ? $_ : pack 'H*', $_ } @words );
    };
    ( $word, $text ) = ( $verb eq 'sign' ? 'refused' : 'fail', "died: $@" ) if !defined $word;
    $text =~ s/[^ -~]/?/g;
    print "result\t$word\t$text\n";
}
