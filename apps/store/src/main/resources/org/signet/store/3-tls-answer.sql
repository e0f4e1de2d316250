-- What the TLS policy server answered for a domain: a row for as long as it stayed the same.
create table if not exists tls_answer (
  id bigint generated always as identity primary key,
  domain varchar(1100) not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  basis varchar(30) not null,
  answer varchar(2000) not null,
  reason varchar(500) not null
);

create index if not exists tls_answer_by_domain on tls_answer (domain, first_at);

create index if not exists tls_answer_by_time on tls_answer (last_at);
