# Checks messages with Mail::DKIM, line by line; started with the time to take as now.
#
# In:  check TAB message TAB name of the key TAB record, or failed
# Out: result TAB pass, fail or temperror TAB why
#
# Message, name and record are the hexadecimal form of their octets.

use strict;
use warnings;

my $now;

BEGIN {
    $now = $ARGV[0];
    *CORE::GLOBAL::time = sub { $now };
}

use Mail::DKIM::DNS;
use Mail::DKIM::Verifier;

package Record {
    sub type    { 'TXT' }
    sub txtdata { ${ $_[0] } }
}

my ( $key_name, $record );

no warnings 'redefine';
*Mail::DKIM::DNS::query = sub {
    my ($name) = @_;
    $@ = 'NXDOMAIN';
    return if lc $name ne $key_name;
    die "DNS error: SERVFAIL\n" if $record eq 'failed';
    my $text = pack 'H*', $record;
    return bless \$text, 'Record';
};

sub check {
    my ($message) = @_;
    my $verifier = Mail::DKIM::Verifier->new;
    $verifier->PRINT($message);
    $verifier->CLOSE;
    my @details = map { $_->result_detail // '' } $verifier->signatures;
    return ( 'pass',      '' ) if grep { /^pass/ } @details;
    return ( 'temperror', '' ) if grep { /DNS error: SERVFAIL/ } @details;
    return ( 'fail',      "@details" );
}

$| = 1;
while ( my $line = <STDIN> ) {
    chomp $line;
    my ( $word, @words ) = split /\t/, $line, -1;
    last if $word ne 'check';
    $key_name = pack 'H*', $words[1];
    $record = $words[2];
    local $SIG{__WARN__} = sub { };
    my ( $outcome, $why ) = eval { check( pack 'H*', $words[0] ) };
    ( $outcome, $why ) = ( 'fail', "died: $@" ) if !defined $outcome;
    $why =~ s/[^ -~]/?/g;
    print "result\t$outcome\t$why\n";
}
