#!/bin/sh
# Nightly import of the catalogue.
set -eu
export AWS_ACCESS_KEY_ID=@{aws-access-key-id}
export AWS_SECRET_ACCESS_KEY=@{aws-secret-access-key}
git clone https://deploy:@{url-password}@git.acme-internal.example/shop/catalogue.git catalogue
aws s3 sync catalogue s3://acme-orders-catalogue
